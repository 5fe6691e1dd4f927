package io.llmrec.embed.languagemodel;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import java.util.List;

/**
 * A {@link LocalLanguageModel} whose replies are JSON of one shape.
 *
 * <p>Safe for use by several threads; closed with the model.
 */
@FunctionalInterface
public interface JsonModel extends LanguageModel {

  /**
   * The replies to several prompts, in the order given, which grow side by side.
   *
   * @throws LlmException when one of them gets no reply
   */
  List<Reply> completeAll(List<Prompt> prompts);

  @Override
  default Reply complete(Prompt prompt) {
    return completeAll(List.of(prompt)).get(0);
  }
}
