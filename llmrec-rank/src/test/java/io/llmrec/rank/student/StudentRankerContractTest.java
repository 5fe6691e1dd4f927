package io.llmrec.rank.student;

import io.llmrec.core.rank.Ranker;
import io.llmrec.core.testing.RankerContract;
import java.util.Random;

class StudentRankerContractTest implements RankerContract {

  @Override
  public Ranker ranker() {
    int features = 1 + 2 + 16;
    float[] weights = new float[StudentNetwork.size(features, 6)];
    Random random = new Random(1);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    return new StudentRanker(
        new StudentModel(features, 6, weights, "scores 1 + vectors 1"),
        RankingFeatures.join(RankingFeatures.scores(), RankingFeatures.vectors()));
  }
}
