package io.llmrec.rank.diversity;

import io.llmrec.core.rerank.ReRanker;
import io.llmrec.core.testing.ReRankerContract;

class CalibratedContractTest implements ReRankerContract {

  @Override
  public ReRanker reRanker() {
    return DiversityReRanker.calibrated();
  }
}
