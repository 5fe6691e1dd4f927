package io.llmrec.embed.jvector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.Hit;
import io.llmrec.embed.store.VectorPrecision;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What items cost that wait outside of the graph. */
class LiveMemoryTest {

  private static final int BATCH = 20_000;

  /** Anything kept per item that grows with the number of items would not fit. */
  @Test
  void holdsHundredsOfThousandsOfWaitingItems(@TempDir Path folder) {
    LiveOptions options =
        new LiveOptions(JVectorOptions.builder().build(), VectorPrecision.F32, Integer.MAX_VALUE);
    try (LiveIndex index = LiveIndex.open(folder, "e", 2, options)) {
      for (int first = 0; first < 20 * BATCH; first += BATCH) {
        Map<String, List<Embedding>> batch = new HashMap<>();
        for (int i = first; i < first + BATCH; i++) {
          batch.put("i" + i, List.of(at(i)));
        }
        index.putAll(batch);
      }
      Embedding elsewhere = Embedding.of(new float[] {-1, 0});
      index.put("i7", elsewhere);

      assertEquals(20 * BATCH, index.size());
      List<Hit> found = index.search(List.of(elsewhere), 1, id -> true).get(0);
      assertEquals(List.of("i7"), found.stream().map(Hit::itemId).toList());
    }
  }

  /** On a quarter of the circle. */
  private static Embedding at(int item) {
    double angle = item * Math.PI / 2 / (20 * BATCH);
    return Embedding.of(new float[] {(float) Math.cos(angle), (float) Math.sin(angle)});
  }
}
