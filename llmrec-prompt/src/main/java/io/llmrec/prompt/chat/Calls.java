package io.llmrec.prompt.chat;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import io.llmrec.core.request.ModelCall;
import io.llmrec.prompt.TokenEstimate;
import io.llmrec.prompt.UntrustedText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The calls of one turn: within its time and tokens, counted, and with every failure of a model an
 * {@link LlmException}. Not safe for use by several threads.
 */
final class Calls {

  private static final int MAX_MODEL = 80;

  private final ChatOptions options;
  private final long start = System.nanoTime();
  private final List<ChatTrace.Call> calls = new ArrayList<>();
  private long tokens;
  private long elsewhere;

  Calls(ChatOptions options) {
    this.options = options;
  }

  /** Something that a model does for a prompt. */
  @FunctionalInterface
  interface Ask {
    Reply ask(Prompt prompt);
  }

  Reply ask(String purpose, LanguageModel model, Prompt prompt) {
    return call(purpose, prompt, model::complete);
  }

  /**
   * The reply of a model, in the time and with the tokens that are left.
   *
   * @throws LlmException when there is none
   */
  Reply call(String purpose, Prompt prompt, Ask ask) {
    long estimate = TokenEstimate.of(prompt);
    if (estimate > options.maxTokens() - tokens) {
      throw LlmException.permanent(
          "about %d tokens are needed, %d are left"
              .formatted(estimate, Math.max(0, options.maxTokens() - tokens)),
          null);
    }
    Duration left = timeLeft();
    if (left.isZero()) {
      throw LlmException.permanent("no time is left of " + options.time(), null);
    }
    Duration limit = prompt.options().timeout();
    Prompt bounded =
        prompt.with(prompt.options().withTimeout(limit.compareTo(left) < 0 ? limit : left));
    long begin = System.nanoTime();
    Reply reply;
    try {
      reply = ask.ask(bounded);
    } catch (LlmException e) {
      tokens += estimate - prompt.options().maxTokens();
      throw e;
    } finally {
      elsewhere += System.nanoTime() - begin;
    }
    note(purpose, bounded, reply, Duration.ofNanos(System.nanoTime() - begin));
    return reply;
  }

  private void note(String purpose, Prompt prompt, Reply reply, Duration elapsed) {
    Usage usage = reply.usage();
    long counted = usage.inputTokens() + usage.outputTokens();
    // A backend that does not count must not make a budget endless.
    long guessed = TokenEstimate.of(prompt) - prompt.options().maxTokens();
    tokens += counted > 0 ? counted : guessed + TokenEstimate.of(reply.text());
    String model = UntrustedText.clean(reply.model(), MAX_MODEL);
    ModelCall call =
        new ModelCall(
            model,
            prompt.hash(),
            usage.inputTokens(),
            usage.outputTokens(),
            usage.money(),
            usage.cached());
    calls.add(new ChatTrace.Call(purpose, call, elapsed));
  }

  /** Does something whose time is not the dialogue's own. */
  <T> T elsewhere(Supplier<T> work) {
    long begin = System.nanoTime();
    try {
      return work.get();
    } finally {
      elsewhere += System.nanoTime() - begin;
    }
  }

  /** The time left, not negative. */
  Duration timeLeft() {
    Duration left = options.time().minusNanos(System.nanoTime() - start);
    return left.isNegative() ? Duration.ZERO : left;
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** The time spent outside models and the recommender. */
  Duration own() {
    return elapsed().minusNanos(elsewhere);
  }

  List<ChatTrace.Call> calls() {
    return calls;
  }
}
