package io.llmrec.rank.llm;

import io.llmrec.core.compute.Workers;
import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import io.llmrec.core.request.BudgetMeter;
import io.llmrec.core.request.ModelCall;
import io.llmrec.core.request.StageContext;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks a model the questions of one request, within its budget, and keeps account. Safe for use by
 * several threads.
 *
 * <p>What a call may cost at most is set aside while it is under way. A question that the rest does
 * not cover is not asked, nor is any after it: the stage is degraded and makes do with the answers
 * it has. So it is after several failures in a row. A single failure is only counted.
 */
final class Asker {

  /** So many failures in a row, and the model is taken to be down. */
  static final int MAX_FAILURES = 3;

  /** Left at the end of the request to make a list of what is known. */
  private static final Duration MARGIN = Duration.ofMillis(20);

  private final String method;
  private final AskOptions options;
  private final StageContext context;
  private final int concurrency;
  private final AtomicBoolean together = new AtomicBoolean();
  private long setAside;
  private int failuresInARow;
  private @Nullable String failure;
  private boolean stopped;

  /**
   * An asker for one request.
   *
   * @param method what reasons call the method
   * @param concurrency how many questions may be under way at a time
   */
  Asker(String method, AskOptions options, StageContext context, int concurrency) {
    this.method = method;
    this.options = options;
    this.context = context;
    this.concurrency = concurrency;
  }

  StageContext context() {
    return context;
  }

  /**
   * Does numbered pieces of work that may ask, several at a time unless this is done within another
   * such piece.
   */
  void all(int count, IntConsumer piece) {
    if (concurrency == 1 || count < 2 || !together.compareAndSet(false, true)) {
      for (int i = 0; i < count; i++) {
        piece.accept(i);
      }
      return;
    }
    try {
      Workers.run(count, concurrency, piece);
    } finally {
      together.set(false);
    }
  }

  /** The reply to a prompt, or null when there is none. */
  @Nullable Reply ask(Prompt prompt, int labels, Function<Prompt, Reply> model) {
    return ask(prompt, labels, model, reply -> reply);
  }

  /**
   * An answer to a prompt, or null when there is none.
   *
   * @param labels how many labels the answer holds
   * @param model asked with the prompt and its options
   * @param reply what there is to report of an answer
   */
  <T> @Nullable T ask(
      Prompt prompt, int labels, Function<Prompt, T> model, Function<T, Reply> reply) {
    Prompt full = prompt.with(generation(labels));
    long most = TokenEstimate.of(full);
    if (!begin(most)) {
      return null;
    }
    try {
      T answer = model.apply(full);
      context.report(call(full, reply.apply(answer)));
      succeeded();
      return answer;
    } catch (LlmException e) {
      noReply(e);
      return null;
    } finally {
      end(most);
    }
  }

  private GenerationOptions generation(int labels) {
    GenerationOptions base = options.generation();
    BudgetMeter budget = context.budget();
    int room = ListwiseOptions.TOKENS_PER_LABEL * labels;
    int maxTokens = (int) Math.min(Integer.MAX_VALUE, (long) base.maxTokens() + room);
    Duration left = budget.timeLeft();
    boolean shorten = budget.hasDeadline() && !left.isZero() && left.compareTo(base.timeout()) < 0;
    return base.withMaxTokens(maxTokens).withTimeout(shorten ? inTime(left) : base.timeout());
  }

  private static Duration inTime(Duration left) {
    Duration early = left.minus(MARGIN);
    return early.compareTo(MARGIN) < 0 ? left : early;
  }

  private synchronized boolean begin(long most) {
    String obstacle = stopped ? null : obstacle(most);
    if (obstacle != null) {
      stop("the model was not asked: " + obstacle);
    }
    if (stopped) {
      context.count("unasked", 1);
      return false;
    }
    setAside += most;
    return true;
  }

  private synchronized void end(long most) {
    setAside -= most;
  }

  /** Why the request cannot afford a call, or null when it can. */
  private @Nullable String obstacle(long needed) {
    BudgetMeter budget = context.budget();
    long tokens = Math.max(0, budget.tokensLeft() - setAside);
    if (needed > tokens) {
      return "about %d tokens are needed, %d are left".formatted(needed, tokens);
    }
    if (budget.moneyLeft().signum() == 0) {
      return "the money of the request is spent";
    }
    Duration left = budget.timeLeft();
    if (budget.hasDeadline() && left.compareTo(options.minTime()) <= 0) {
      return "more than %d ms are needed, %d ms are left"
          .formatted(options.minTime().toMillis(), left.toMillis());
    }
    return null;
  }

  private static ModelCall call(Prompt prompt, Reply reply) {
    Usage usage = reply.usage();
    BigDecimal money = usage.cached() ? BigDecimal.ZERO : usage.money();
    return new ModelCall(
        reply.model(),
        prompt.hash(),
        usage.inputTokens(),
        usage.outputTokens(),
        money,
        usage.cached());
  }

  private synchronized void succeeded() {
    failuresInARow = 0;
  }

  private synchronized void noReply(LlmException e) {
    context.count("failed", 1);
    failed("the model gave no reply: " + e.getMessage());
    if (++failuresInARow == MAX_FAILURES) {
      stop("gave up after %d calls without a reply: %s".formatted(MAX_FAILURES, e.getMessage()));
    }
  }

  /** Notes that an answer was of no use; the stage gives the first reason when none was. */
  synchronized void failed(String reason) {
    if (failure == null) {
      failure = method + ": " + reason;
    }
  }

  private void stop(String reason) {
    stopped = true;
    failed(reason);
    context.degrade(method + ": " + reason);
  }

  /** Degrades the stage when nothing the model said was of use. */
  synchronized void nothing() {
    context.degrade(failure == null ? method + ": no answer could be used" : failure);
  }
}
