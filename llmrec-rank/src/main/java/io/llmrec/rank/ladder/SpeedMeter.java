package io.llmrec.rank.ladder;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.prompt.TokenEstimate;
import io.llmrec.rank.choice.ChoiceModel;
import io.llmrec.rank.llm.ModelSpeed;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast a model is now, learnt from its calls.
 *
 * <p>Safe for use by several threads. It begins with a guess and keeps how many times as long calls
 * take as the guess said: a mean and a deviation, in which a call counts less the longer it is ago
 * (exponentially weighted, Roberts, 1959). A failed call counts when it took longer than expected,
 * as a timeout does; a quick refusal says nothing about speed. Replies from a cache do not count.
 */
public final class SpeedMeter {

  /** The weight of the latest call. */
  private static final double WEIGHT = 0.1;

  /** So many deviations above the mean lie 95 % of normal values. */
  private static final double SIGMAS = 1.645;

  private final ModelSpeed guess;
  private final LongSupplier nanoClock;
  private double mean = 1;
  private double variance;

  SpeedMeter(ModelSpeed guess, LongSupplier nanoClock) {
    this.guess = guess;
    this.nanoClock = nanoClock;
  }

  /** A meter that has seen no calls. */
  public static SpeedMeter startingAt(ModelSpeed guess) {
    return new SpeedMeter(guess, System::nanoTime);
  }

  /** A model whose calls are timed. */
  public LanguageModel measured(LanguageModel model) {
    return prompt -> {
      long start = nanoClock.getAsLong();
      try {
        Reply reply = model.complete(prompt);
        learn(prompt, reply, start);
        return reply;
      } catch (LlmException e) {
        learnFailure(prompt, start);
        throw e;
      }
    };
  }

  /** A model whose calls are timed. */
  public ChoiceModel measured(ChoiceModel model) {
    return (prompt, answers) -> {
      long start = nanoClock.getAsLong();
      try {
        ChoiceModel.Choices choices = model.choose(prompt, answers);
        learn(prompt, choices.reply(), start);
        return choices;
      } catch (LlmException e) {
        learnFailure(prompt, start);
        throw e;
      }
    };
  }

  private void learn(Prompt prompt, Reply reply, long start) {
    if (!reply.usage().cached()) {
      long written = Math.max(1, TokenEstimate.of(reply.text()));
      learn((nanoClock.getAsLong() - start) / expected(prompt, written));
    }
  }

  private void learnFailure(Prompt prompt, long start) {
    double ratio = (nanoClock.getAsLong() - start) / expected(prompt, 1);
    if (ratio > slowness()) {
      learn(ratio);
    }
  }

  private double expected(Prompt prompt, long written) {
    long read = TokenEstimate.of(prompt) - prompt.options().maxTokens();
    double nanos =
        (double) guess.perCall().toNanos()
            + (double) guess.perPromptToken().toNanos() * read
            + (double) guess.perReplyToken().toNanos() * written;
    return Math.max(1, nanos);
  }

  private synchronized void learn(double ratio) {
    double difference = ratio - mean;
    mean += WEIGHT * difference;
    variance = (1 - WEIGHT) * (variance + WEIGHT * difference * difference);
  }

  private synchronized double slowness() {
    return mean + SIGMAS * Math.sqrt(variance);
  }

  /** A speed that 95 % of the calls keep, if they go on as they did. */
  public ModelSpeed speed() {
    double slowness = slowness();
    return new ModelSpeed(
        times(guess.perCall(), slowness),
        times(guess.perPromptToken(), slowness),
        times(guess.perReplyToken(), slowness));
  }

  private static Duration times(Duration time, double factor) {
    return Duration.ofNanos((long) (time.toNanos() * factor));
  }
}
