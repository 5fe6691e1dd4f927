package io.llmrec.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.llmrec.core.llm.ScoringLanguageModel;
import io.llmrec.core.llm.ScoringLanguageModel.TextScore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link ScoringLanguageModel} promises. */
public interface ScoringLanguageModelContract {

  /** The model under test. */
  ScoringLanguageModel scoringModel();

  /** Texts to try it with, at least two. */
  default List<String> texts() {
    return List.of("The cat sat on the mat.", "mat the on sat cat The.", "Once upon a time");
  }

  /** Empty in, empty out. */
  @Test
  default void givesNoScoresForNoTexts() {
    assertEquals(List.of(), scoringModel().score(List.of()));
  }

  /** A text is as likely alone as in a batch. */
  @Test
  default void scoresATextTheSameAloneAndInABatch() {
    List<TextScore> batch = scoringModel().score(texts());
    for (int i = 0; i < batch.size(); i++) {
      TextScore alone = scoringModel().score(List.of(texts().get(i))).get(0);
      assertEquals(alone.tokens(), batch.get(i).tokens());
      assertEquals(alone.logProbability(), batch.get(i).logProbability(), 1e-3);
    }
  }
}
