package io.llmrec.rank.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that a network had learned at one moment. */
final class Snapshot {

  private final Map<String, float[]> weights = new LinkedHashMap<>();
  private final Map<EmbeddingTable, float @Nullable [][]> tables = new LinkedHashMap<>();

  /** Copies what the network has now. */
  Snapshot(TrainableNetwork network) {
    for (String name : network.weights().names()) {
      weights.put(name, network.weights().values(name).clone());
    }
    for (EmbeddingTable table : network.tables()) {
      if (table.trainable()) {
        Segments values = table.values();
        float @Nullable [][] copy = new float[values.count()][];
        for (int i = 0; i < copy.length; i++) {
          float[] segment = values.peek(i);
          copy[i] = segment == null ? null : segment.clone();
        }
        tables.put(table, copy);
      }
    }
  }

  /** Gives the network back what it had. */
  void restore(TrainableNetwork network) {
    weights.forEach(
        (name, values) ->
            System.arraycopy(values, 0, network.weights().values(name), 0, values.length));
    tables.forEach(
        (table, copy) -> {
          for (int i = 0; i < copy.length; i++) {
            float[] segment = copy[i];
            table.values().restore(i, segment == null ? null : segment.clone());
          }
        });
  }
}
