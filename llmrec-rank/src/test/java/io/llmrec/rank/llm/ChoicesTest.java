package io.llmrec.rank.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.rank.choice.ChoiceModel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Choices of models that tell little or nothing. */
class ChoicesTest {

  @Test
  void whatTheModelDoesNotTellOfFollowsInTheIncomingOrder() {
    List<Candidate> given = Ranked.candidates(4, 1);
    StageContext context = Ranked.context(given);
    ChoiceModel two =
        (prompt, answers) ->
            new ChoiceModel.Choices(
                List.of(Double.NEGATIVE_INFINITY, -2.0, Double.NEGATIVE_INFINITY, -1.0),
                Reply.of("x"));

    List<Candidate> order = LlmReRanker.firstToken(two).rerank(context, given);

    assertEquals(List.of("c3", "c1", "c0", "c2"), Ranked.ids(order));
    assertEquals(2, context.counts().get("placed"));
    assertEquals(2, context.counts().get("missing"));
  }

  @Test
  void choicesOfNoUseLeaveTheIncomingOrder() {
    List<Candidate> given = Ranked.candidates(4, 1);
    for (List<Double> logs :
        List.of(List.<Double>of(), List.of(-1.0), List.of(0.0, 0.0, 0.0, 0.0, 0.0))) {
      StageContext context = Ranked.context(given);
      ChoiceModel model = (prompt, answers) -> new ChoiceModel.Choices(logs, Reply.of("x"));

      List<Candidate> order = LlmReRanker.firstToken(model).rerank(context, given);

      assertEquals(Ranked.ids(given), Ranked.ids(order));
      assertEquals("first token: the model finds none of the labels likely", context.degradation());
    }
    StageContext context = Ranked.context(given);
    ChoiceModel silent =
        (prompt, answers) ->
            new ChoiceModel.Choices(
                List.of(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY), Reply.of("x"));
    LlmReRanker.pointwise(silent, AskOptions.DEFAULT).rerank(context, given);
    assertEquals("pointwise: the model finds neither yes nor no likely", context.degradation());
  }

  @Test
  void aModelThatTellsNothingDegradesTheStage() {
    List<Candidate> given = Ranked.candidates(4, 1);
    StageContext context = Ranked.context(given);
    ChoiceModel none =
        (prompt, answers) -> {
          throw LlmException.permanent("told no log-probabilities", null);
        };

    LlmReRanker.firstToken(none).rerank(context, given);

    assertEquals(
        "first token: the model gave no reply: told no log-probabilities", context.degradation());
  }
}
