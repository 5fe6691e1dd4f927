package io.llmrec.prompt.wrap;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.prompt.Reasoning;

/**
 * Leaves out what a model thought before it answered, as {@link Reasoning} finds it.
 *
 * <p>Safe for use by several threads; {@link ReasoningStrippingStream} does it for streams. A reply
 * that broke off while the model was still thinking becomes an empty text with {@link
 * Reply.Finish#LENGTH}, whatever the backend says of its end.
 */
public final class ReasoningStrippingModel implements LanguageModel {

  private final LanguageModel model;

  private ReasoningStrippingModel(LanguageModel model) {
    this.model = model;
  }

  /** Leaves out the reasoning of a model's replies. */
  public static ReasoningStrippingModel around(LanguageModel model) {
    return new ReasoningStrippingModel(model);
  }

  @Override
  public Reply complete(Prompt prompt) {
    Reply reply = model.complete(prompt);
    Reply.Finish finish =
        Reasoning.isUnfinished(reply.text()) ? Reply.Finish.LENGTH : reply.finish();
    return new Reply(Reasoning.strip(reply.text()), reply.model(), finish, reply.usage());
  }

  @Override
  public String toString() {
    return "ReasoningStrippingModel[" + model + "]";
  }
}
