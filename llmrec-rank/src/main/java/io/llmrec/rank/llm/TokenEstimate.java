package io.llmrec.rank.llm;

import io.llmrec.core.llm.Prompt;

/** What {@link io.llmrec.prompt.TokenEstimate} says. */
final class TokenEstimate {

  private TokenEstimate() {}

  /** The tokens of a prompt and of the longest reply it allows. */
  static long of(Prompt prompt) {
    return io.llmrec.prompt.TokenEstimate.of(prompt);
  }

  /** The tokens of a text. */
  static long of(String text) {
    return io.llmrec.prompt.TokenEstimate.of(text);
  }
}
