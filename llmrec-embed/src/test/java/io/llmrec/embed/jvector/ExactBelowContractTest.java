package io.llmrec.embed.jvector;

import io.llmrec.core.index.Indexer;
import io.llmrec.core.testing.IndexerContract;

/** The contract below the size from which on there is a graph. */
class ExactBelowContractTest implements IndexerContract {

  @Override
  public Indexer indexer() {
    return JVectorIndexer.defaults();
  }
}
