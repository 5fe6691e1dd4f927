package io.llmrec.rank.choice;

import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.ScoringLanguageModel;
import io.llmrec.embed.languagemodel.LocalLanguageModel;
import io.llmrec.prompt.http.OpenAiChatModel;
import java.util.List;

/**
 * A language model that tells how likely it finds each of a few answers to a prompt: more than the
 * one answer it would give, for the same price.
 *
 * <p>Safe for use by several threads.
 */
@FunctionalInterface
public interface ChoiceModel {

  /**
   * How likely each answer is.
   *
   * @param answers short ones, at least one
   * @throws LlmException when the model does not tell
   */
  Choices choose(Prompt prompt, List<String> answers);

  /**
   * What the model finds of each answer.
   *
   * @param logProbabilities one natural logarithm per answer, in their order, at most 0 plus
   *     rounding; negative infinity for one that the model does not tell of. They need not sum to
   *     1, for the model may have other answers in mind
   * @param reply who answered, and what it cost; the text is not used
   */
  record Choices(List<Double> logProbabilities, Reply reply) {

    /** Checks that the numbers can be compared, and takes a copy. */
    public Choices {
      logProbabilities = List.copyOf(logProbabilities);
      for (double value : logProbabilities) {
        if (Double.isNaN(value) || value == Double.POSITIVE_INFINITY) {
          throw new IllegalArgumentException(
              "logProbabilities must be numbers below infinity, were " + logProbabilities);
        }
      }
    }
  }

  /**
   * A server that tells the likeliest tokens, 20 at most: the prompt is sent once, and the first
   * token of the reply is looked at. Answers must be single tokens to the model, as single letters,
   * {@code yes} and {@code no} are; case and spaces around a token do not count.
   */
  static ChoiceModel firstToken(OpenAiChatModel model) {
    return (prompt, answers) -> TokenChoices.of(model, prompt, answers);
  }

  /** A model inside the JVM: each answer is scored as the reply to the prompt. */
  static ChoiceModel of(LocalLanguageModel model) {
    return (prompt, answers) -> ScoredChoices.of(model, prompt, answers);
  }

  /**
   * A model that scores whole texts: prompt and answer together, one text per answer. What all
   * texts share cancels out, so the logarithms are those among the answers alone.
   */
  static ChoiceModel of(ScoringLanguageModel model) {
    return (prompt, answers) -> ScoredChoices.of(model, prompt, answers);
  }
}
