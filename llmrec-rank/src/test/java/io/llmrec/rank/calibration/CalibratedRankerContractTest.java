package io.llmrec.rank.calibration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.testing.RankerContract;
import io.llmrec.core.testing.Samples;
import org.junit.jupiter.api.Test;

class CalibratedRankerContractTest implements RankerContract {

  @Override
  public Ranker ranker() {
    Ranker scores =
        (context, candidates) -> candidates.stream().mapToDouble(Candidate::score).toArray();
    return new CalibratedRanker(scores, new PlattScaling(2, -1));
  }

  @Test
  void scoresAreProbabilities() {
    double[] scores = ranker().score(Samples.context(), Samples.candidates().subList(0, 1));

    assertArrayEquals(new double[] {1 / (1 + Math.exp(-1))}, scores, 1e-12);
  }
}
