package io.llmrec.rank.diversity;

import io.llmrec.core.rerank.ReRanker;
import io.llmrec.core.testing.ReRankerContract;

class DppContractTest implements ReRankerContract {

  @Override
  public ReRanker reRanker() {
    return DiversityReRanker.dpp();
  }
}
