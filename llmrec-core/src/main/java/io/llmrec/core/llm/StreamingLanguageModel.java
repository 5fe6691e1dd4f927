package io.llmrec.core.llm;

import java.util.function.Predicate;

/**
 * A language model whose reply can be read while it is written.
 *
 * <p>Safe for use by several threads.
 */
@FunctionalInterface
public interface StreamingLanguageModel {

  /**
   * Passes each piece of text to {@code onText} as it comes, on the calling thread, and returns the
   * whole.
   *
   * @param onText returns whether to go on; when it does not, the call is cancelled and the reply
   *     holds what came until then, with {@link Reply.Finish#CANCELLED}
   * @throws LlmException when the reply breaks off
   */
  Reply stream(Prompt prompt, Predicate<String> onText);
}
