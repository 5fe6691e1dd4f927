package io.llmrec.embed.jvector;

import io.llmrec.core.index.Indexer;
import io.llmrec.core.testing.IndexerContract;

/** The contract on a graph; the narrow search makes it pay at this size. */
class JVectorContractTest implements IndexerContract {

  @Override
  public Indexer indexer() {
    return JVectorIndexer.of(
        JVectorOptions.builder().exactBelow(0).searchWidth(60).threads(2).build());
  }

  @Override
  public int size() {
    return 3000;
  }
}
