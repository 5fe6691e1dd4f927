package io.llmrec.core.llm;

/**
 * A language model: a prompt in, a reply out.
 *
 * <p>Safe for use by several threads, or its documentation says otherwise first. Blocks until the
 * reply is there; an implementation honours {@link GenerationOptions#timeout} and gives up when its
 * thread is interrupted. Caching, retrying, timing and budgeting are wrappers around one.
 *
 * <p>A host's own client is one lambda: {@code prompt -> Reply.of(client.ask(prompt.text()))}.
 */
@FunctionalInterface
public interface LanguageModel {

  /**
   * The reply to one prompt. Its text is whatever the model said, and not to be trusted.
   *
   * @throws LlmException when there is no reply
   */
  Reply complete(Prompt prompt);
}
