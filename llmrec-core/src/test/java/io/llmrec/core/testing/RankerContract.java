package io.llmrec.core.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link Ranker} promises. */
public interface RankerContract {

  /** Rounding may differ with the order of the candidates. */
  double ROUNDING = 1e-6;

  /** The ranker under test. */
  Ranker ranker();

  /** Candidates to try it with, at least two. */
  default List<Candidate> candidates() {
    return Samples.candidates();
  }

  /** Empty in, empty out. */
  @Test
  default void givesNoScoresForNoCandidates() {
    assertEquals(0, ranker().score(Samples.context(), List.of()).length);
  }

  /** One finite score per candidate. */
  @Test
  default void givesOneFiniteScorePerCandidate() {
    double[] scores = ranker().score(Samples.context(), candidates());
    assertEquals(candidates().size(), scores.length);
    for (double score : scores) {
      assertTrue(Double.isFinite(score), "score " + score + " is not finite");
    }
  }

  /** A candidate's score does not depend on where it stands. */
  @Test
  default void scoresDoNotDependOnTheOrder() {
    List<Candidate> backwards = new ArrayList<>(candidates());
    Collections.reverse(backwards);
    double[] forth = ranker().score(Samples.context(), candidates());
    double[] back = ranker().score(Samples.context(), backwards);
    for (int i = 0; i < forth.length; i++) {
      assertEquals(forth[i], back[forth.length - 1 - i], ROUNDING, candidates().get(i).id());
    }
  }

  /** The same context gives the same scores, to several threads too. */
  @Test
  default void repeatsItselfOnSeveralThreads() throws Exception {
    Ranker shared = ranker();
    double[] expected = shared.score(Samples.context(), candidates());
    for (double[] scores : Together.call(() -> shared.score(Samples.context(), candidates()))) {
      assertArrayEquals(expected, scores, ROUNDING);
    }
  }
}
