package io.llmrec.rank.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.ScoringLanguageModel;
import io.llmrec.core.llm.Usage;
import io.llmrec.prompt.http.TokenReply;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChoiceModelTest {

  private static final double EXACT = 1e-12;

  @Test
  void whatTextsShareCancelsOut() {
    ScoringLanguageModel scoring =
        texts ->
            texts.stream()
                .map(text -> new ScoringLanguageModel.TextScore(-100 - Math.log(text.length()), 7))
                .toList();

    ChoiceModel.Choices choices =
        ChoiceModel.of(scoring).choose(Prompt.of("12345678"), List.of("12", "123456"));

    // Texts of 12 and 16 characters: shares in the ratio of 16 to 12.
    assertEquals(Math.log(16.0 / 28), choices.logProbabilities().get(0), EXACT);
    assertEquals(Math.log(12.0 / 28), choices.logProbabilities().get(1), EXACT);
    assertEquals(Usage.ofTokens(14, 0), choices.reply().usage());
  }

  private static TokenReply.Choice token(String text, double probability) {
    return new TokenReply.Choice(text, Math.log(probability));
  }

  @Test
  void tokensThatDifferInCaseOrSpacesAreAddedUp() {
    List<TokenReply.Choice> top =
        List.of(token(" Yes", 0.5), token("yes", 0.2), token("No", 0.1), token("Yesterday", 0.1));
    TokenReply reply =
        new TokenReply(Reply.of("Yes"), List.of(new TokenReply.Token(top.get(0), top)));

    List<Double> logs = TokenChoices.read(reply, List.of("yes", "no", "maybe")).logProbabilities();

    assertEquals(Math.log(0.7), logs.get(0), EXACT);
    assertEquals(Math.log(0.1), logs.get(1), EXACT);
    assertEquals(Double.NEGATIVE_INFINITY, logs.get(2));
  }

  @Test
  void aReplyWithoutTokensTellsOfNoAnswer() {
    assertEquals(
        List.of(Double.NEGATIVE_INFINITY),
        TokenChoices.read(new TokenReply(Reply.of(""), List.of()), List.of("a"))
            .logProbabilities());
  }

  @Test
  void numbersThatCannotBeComparedAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ChoiceModel.Choices(List.of(Double.NaN), Reply.of("")));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ChoiceModel.Choices(List.of(Double.POSITIVE_INFINITY), Reply.of("")));
  }
}
