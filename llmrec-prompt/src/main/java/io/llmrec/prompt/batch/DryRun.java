package io.llmrec.prompt.batch;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.compute.Draws;
import io.llmrec.core.enrich.Summarizer;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.prompt.TokenEstimate;
import io.llmrec.prompt.http.TokenPrice;
import io.llmrec.prompt.wrap.BudgetedModel.Spending;
import io.llmrec.prompt.wrap.RateLimits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Estimates a run from a random sample of its prompts. Used by one thread. */
final class DryRun {

  /** So many prompts tell the mean of all within a few per cent. */
  private static final int SAMPLE = 200;

  private static final double NANOS_PER_MINUTE = 60e9;

  private final Work work;
  private final Ledger ledger;
  private final JobOptions options;
  private final List<Item> sample = new ArrayList<>();
  private final Draws draws = Draws.of(1);
  private long items;
  private long toAsk;

  DryRun(Work work, Ledger ledger, JobOptions options) {
    this.work = work;
    this.ledger = ledger;
    this.options = options;
  }

  JobEstimate estimate(Iterable<Item> all, Duration callTime) {
    for (Item item : all) {
      items++;
      Work.Piece piece = work.piece(item);
      if (ledger.state(piece.key()) == Ledger.Claim.GRANTED) {
        toAsk++;
        draw(piece.seen());
      }
    }
    List<Prompt> prompts = prompts();
    Spending most = most(prompts);
    Spending expected = expected(most);
    return new JobEstimate(items, toAsk, expected, most, time(expected, callTime), prompts);
  }

  /** Each item that is to be asked about has the same chance to be in the sample. */
  private void draw(Item seen) {
    if (sample.size() < SAMPLE) {
      sample.add(seen);
    } else {
      int place = draws.below((int) Math.min(Integer.MAX_VALUE, toAsk));
      if (place < SAMPLE) {
        sample.set(place, seen);
      }
    }
  }

  private List<Prompt> prompts() {
    Recorder recorder = new Recorder();
    Summarizer summarizer = work.task().apply(recorder);
    for (Item item : sample) {
      recorder.first = true;
      try {
        summarizer.summarize(List.of(item));
      } catch (LlmException e) {
        // The recorder answers nothing.
        continue;
      }
    }
    return recorder.prompts;
  }

  /** Keeps the first prompt about each item and answers none. */
  private static final class Recorder implements LanguageModel {

    private final List<Prompt> prompts = new ArrayList<>();
    private boolean first;

    @Override
    public synchronized Reply complete(Prompt prompt) {
      if (first) {
        prompts.add(prompt);
        first = false;
      }
      throw LlmException.permanent("a dry run calls no model", null);
    }
  }

  private Spending most(List<Prompt> prompts) {
    long in = 0;
    long out = 0;
    for (Prompt prompt : prompts) {
      int reply = prompt.options().maxTokens();
      in += TokenEstimate.of(prompt) - reply;
      out += reply;
    }
    long count = Math.max(1, sample.size());
    TokenPrice price = options.budget().price();
    BigDecimal money = price == null ? BigDecimal.ZERO : price.of(in, out);
    return times(new Spending(prompts.size(), in + out, money), toAsk, count);
  }

  private Spending expected(Spending most) {
    long settled = ledger.texts() + (long) ledger.letters();
    return settled < JobEstimate.ENOUGH ? most : times(ledger.spent(), toAsk, settled);
  }

  private static Spending times(Spending one, long factor, long divisor) {
    BigDecimal money =
        one.money()
            .multiply(BigDecimal.valueOf(factor))
            .divide(BigDecimal.valueOf(divisor), 6, RoundingMode.HALF_UP)
            .stripTrailingZeros();
    return new Spending(
        Math.round((double) one.calls() * factor / divisor),
        Math.round((double) one.tokens() * factor / divisor),
        money);
  }

  private Duration time(Spending expected, Duration callTime) {
    double nanos = (double) callTime.toNanos() * expected.calls() / options.concurrency().most();
    RateLimits rate = options.rate();
    if (rate != null) {
      nanos = Math.max(nanos, minutes(expected.calls(), rate.requestsPerMinute()));
      nanos = Math.max(nanos, minutes(expected.tokens(), rate.tokensPerMinute()));
    }
    return Duration.ofNanos((long) nanos);
  }

  private static double minutes(double amount, double perMinute) {
    return amount / perMinute * NANOS_PER_MINUTE;
  }
}
