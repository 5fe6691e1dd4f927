package io.llmrec.rank.diversity;

import io.llmrec.core.rerank.ReRanker;
import io.llmrec.core.testing.ReRankerContract;

class DiversityReRankerContractTest implements ReRankerContract {

  @Override
  public ReRanker reRanker() {
    return DiversityReRanker.mmr(0.5);
  }
}
