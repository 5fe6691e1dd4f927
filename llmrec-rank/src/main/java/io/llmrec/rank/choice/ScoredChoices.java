package io.llmrec.rank.choice;

import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.ScoringLanguageModel;
import io.llmrec.core.llm.ScoringLanguageModel.TextScore;
import io.llmrec.core.llm.Usage;
import io.llmrec.embed.languagemodel.LocalLanguageModel;
import java.util.List;
import java.util.stream.DoubleStream;

/** Choices by the likelihood of whole texts. */
final class ScoredChoices {

  private ScoredChoices() {}

  static ChoiceModel.Choices of(LocalLanguageModel model, Prompt prompt, List<String> answers) {
    return among(model.scoreAnswers(prompt, answers));
  }

  static ChoiceModel.Choices of(ScoringLanguageModel model, Prompt prompt, List<String> answers) {
    String question = prompt.text() + "\n\n";
    return among(model.score(answers.stream().map(answer -> question + answer).toList()));
  }

  /** Less the logarithm of the sum, so that the answers' probabilities sum to 1. */
  private static ChoiceModel.Choices among(List<TextScore> scores) {
    double[] logs = scores.stream().mapToDouble(TextScore::logProbability).toArray();
    double top = DoubleStream.of(logs).max().orElse(0);
    double sum = DoubleStream.of(logs).map(log -> Math.exp(log - top)).sum();
    double all = top + Math.log(sum);
    long tokens = scores.stream().mapToLong(TextScore::tokens).sum();
    Reply reply = Reply.of("").with(Usage.ofTokens(tokens, 0));
    return new ChoiceModel.Choices(DoubleStream.of(logs).map(x -> x - all).boxed().toList(), reply);
  }
}
