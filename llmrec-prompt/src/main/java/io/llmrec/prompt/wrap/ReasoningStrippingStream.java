package io.llmrec.prompt.wrap;

import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.StreamingLanguageModel;
import java.util.function.Predicate;

/**
 * Leaves out what a model thinks before it answers, while the reply comes.
 *
 * <p>Safe for use by several threads. Nothing is passed on before it is clear that it is no
 * reasoning. The reply holds what was passed on; one that broke off while the model was still
 * thinking is an empty text with {@link Reply.Finish#LENGTH}.
 *
 * <p>Reasoning that does not begin with its opening mark cannot be told from an answer while it
 * comes: for a server that swallows the mark there is {@link #aroundThinking}.
 */
public final class ReasoningStrippingStream implements StreamingLanguageModel {

  private final StreamingLanguageModel model;
  private final boolean thinking;

  private ReasoningStrippingStream(StreamingLanguageModel model, boolean thinking) {
    this.model = model;
    this.thinking = thinking;
  }

  /** Leaves out reasoning that begins with an opening mark. */
  public static ReasoningStrippingStream around(StreamingLanguageModel model) {
    return new ReasoningStrippingStream(model, false);
  }

  /**
   * Leaves out all up to a closing mark, for a model that always thinks first and a server that
   * swallows the opening mark; without a closing mark there is no answer.
   */
  public static ReasoningStrippingStream aroundThinking(StreamingLanguageModel model) {
    return new ReasoningStrippingStream(model, true);
  }

  @Override
  public Reply stream(Prompt prompt, Predicate<String> onText) {
    ReasoningFilter filter = new ReasoningFilter(onText, thinking);
    return filter.end(model.stream(prompt, filter::accept));
  }

  @Override
  public String toString() {
    return "ReasoningStrippingStream[" + model + "]";
  }
}
