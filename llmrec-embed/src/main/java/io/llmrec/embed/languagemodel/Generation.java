package io.llmrec.embed.languagemodel;

import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import io.llmrec.embed.jsonconstraint.JsonWalk;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** One reply on its way. */
final class Generation {

  private final int[] prompt;
  private final GenerationOptions options;
  private final ReplyText text;
  private final SplittableRandom random;
  private final long deadline;
  private final @Nullable JsonWalk json;
  private Reply.@Nullable Finish finish;

  /**
   * A reply.
   *
   * @param json what it is held to, or null
   */
  Generation(int[] prompt, GenerationOptions options, ReplyText text, @Nullable JsonWalk json) {
    this.json = json;
    this.prompt = prompt;
    this.options = options;
    this.text = text;
    Long seed = options.seed();
    this.random =
        new SplittableRandom(seed == null ? ThreadLocalRandom.current().nextLong() : seed);
    this.deadline = System.nanoTime() + options.timeout().toNanos();
  }

  int[] prompt() {
    return prompt;
  }

  /** The longest that prompt and reply may become. */
  int places(int maxTokens) {
    return (int) Math.min(maxTokens, (long) prompt.length + options.maxTokens());
  }

  /**
   * Draws the next token.
   *
   * @return its id, or -1 when the reply has ended
   */
  int take(float[] scores, Sampling sampling, Set<Integer> ends, int maxTokens) {
    requireTime();
    int token = draw(scores, sampling, ends, maxTokens);
    if (token == JsonWalk.OVER || ends.contains(token)) {
      return end(Reply.Finish.STOP);
    }
    if (token < 0) {
      throw LlmException.permanent("the model gave no finite scores", null);
    }
    if (!text.add(token)) {
      return end(text.cancelled() ? Reply.Finish.CANCELLED : Reply.Finish.STOP);
    }
    if (json != null && json.finished()) {
      return end(Reply.Finish.STOP);
    }
    return prompt.length + text.tokens() >= places(maxTokens) ? end(Reply.Finish.LENGTH) : token;
  }

  private int draw(float[] scores, Sampling sampling, Set<Integer> ends, int maxTokens) {
    ToIntFunction<float[]> drawn = all -> sampling.draw(all, options.temperature(), random);
    return json == null
        ? drawn.applyAsInt(scores)
        : json.take(scores, ends, drawn, places(maxTokens) - prompt.length - text.tokens());
  }

  private int end(Reply.Finish how) {
    text.end();
    finish = text.cancelled() ? Reply.Finish.CANCELLED : how;
    return -1;
  }

  private void requireTime() {
    if (Thread.currentThread().isInterrupted()) {
      throw LlmException.permanent("interrupted after %d tokens".formatted(text.tokens()), null);
    }
    if (System.nanoTime() - deadline > 0) {
      throw LlmException.retryable(
          "no reply within %s, had %d tokens".formatted(options.timeout(), text.tokens()), null);
    }
  }

  boolean ended() {
    return finish != null;
  }

  Reply reply(String model) {
    Reply.Finish how = finish == null ? Reply.Finish.UNKNOWN : finish;
    return new Reply(text.text(), model, how, Usage.ofTokens(prompt.length, text.tokens()));
  }
}
