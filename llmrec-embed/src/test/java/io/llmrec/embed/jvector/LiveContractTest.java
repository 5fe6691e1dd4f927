package io.llmrec.embed.jvector;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.Indexer;
import io.llmrec.core.index.VectorTable;
import io.llmrec.core.testing.IndexerContract;
import io.llmrec.embed.store.VectorPrecision;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The contract with four fifths of the vectors in a graph and one fifth outside. */
class LiveContractTest implements IndexerContract {

  @Override
  public Indexer indexer() {
    return LiveContractTest::index;
  }

  @Override
  public int size() {
    return 1500;
  }

  private static LiveIndex index(VectorTable table, Path folder) {
    JVectorOptions graph =
        JVectorOptions.builder()
            .exactBelow(0)
            .degree(12)
            .beamWidth(50)
            .searchWidth(20)
            .threads(2)
            .build();
    LiveIndex index =
        LiveIndex.open(
            folder,
            "e",
            table.dimension(),
            new LiveOptions(graph, VectorPrecision.F32, Integer.MAX_VALUE));
    if (index.size() == 0) {
      index.putAll(rows(table, 0, 1200));
      index.rebuild().join();
      index.putAll(rows(table, 1200, table.size()));
    }
    return index;
  }

  private static Map<String, List<Embedding>> rows(VectorTable table, int from, int to) {
    Map<String, List<Embedding>> vectors = new LinkedHashMap<>();
    for (int row = from; row < to; row++) {
      vectors.put(table.id(row), List.of(table.embedding(row)));
    }
    return vectors;
  }
}
