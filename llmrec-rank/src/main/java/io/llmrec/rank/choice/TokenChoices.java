package io.llmrec.rank.choice;

import io.llmrec.core.llm.Prompt;
import io.llmrec.prompt.http.OpenAiChatModel;
import io.llmrec.prompt.http.TokenReply;
import java.util.List;

/** Choices by the likeliest first tokens of a reply. */
final class TokenChoices {

  /** As many as servers tell. */
  private static final int MOST = 20;

  private TokenChoices() {}

  static ChoiceModel.Choices of(OpenAiChatModel model, Prompt prompt, List<String> answers) {
    Prompt one = prompt.with(prompt.options().withMaxTokens(1));
    return read(model.completeWithTokens(one, MOST), answers);
  }

  /** Tokens that differ in case or spaces alone are added up. */
  static ChoiceModel.Choices read(TokenReply reply, List<String> answers) {
    List<TokenReply.Choice> top =
        reply.tokens().isEmpty() ? List.of() : reply.tokens().get(0).top();
    List<Double> logs =
        answers.stream()
            .map(
                answer ->
                    Math.log(
                        top.stream()
                            .filter(token -> token.text().strip().equalsIgnoreCase(answer))
                            .mapToDouble(token -> Math.exp(Math.min(0, token.logProbability())))
                            .sum()))
            .toList();
    return new ChoiceModel.Choices(logs, reply.reply());
  }
}
