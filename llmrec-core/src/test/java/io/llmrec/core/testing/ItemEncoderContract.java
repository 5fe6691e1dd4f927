package io.llmrec.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemEncoder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link ItemEncoder} promises. */
public interface ItemEncoderContract {

  /** Rounding may differ between an item alone and the same item in a batch. */
  double SAME = 1 - 1e-4;

  /** The encoder under test. */
  ItemEncoder itemEncoder();

  /** Items to try it with, at least two. */
  default List<Item> items() {
    return Samples.items();
  }

  /** Empty in, empty out. */
  @Test
  default void givesNoVectorsForNoItems() {
    assertEquals(List.of(), itemEncoder().encode(List.of()));
  }

  /** One vector per item, all of one dimension. */
  @Test
  default void givesOneVectorPerItemOfOneDimension() {
    List<Embedding> vectors = itemEncoder().encode(items());
    assertEquals(items().size(), vectors.size());
    assertEquals(1, vectors.stream().map(Embedding::dimension).distinct().count());
  }

  /** Each item gets its vector, wherever in a batch it stands. */
  @Test
  default void givesAnItemTheSameVectorAloneAndInABatch() {
    List<Embedding> batch = itemEncoder().encode(items());
    for (int i = 0; i < batch.size(); i++) {
      Embedding alone = itemEncoder().encode(List.of(items().get(i))).get(0);
      assertTrue(alone.dot(batch.get(i)) > SAME, "item '" + items().get(i).id() + "' differs");
    }
  }

  /** Several threads get what one gets. */
  @Test
  default void givesTheSameItemVectorsToSeveralThreads() throws Exception {
    List<Embedding> expected = itemEncoder().encode(items());
    ItemEncoder shared = itemEncoder();
    for (List<Embedding> vectors : Together.call(() -> shared.encode(items()))) {
      for (int i = 0; i < vectors.size(); i++) {
        assertTrue(vectors.get(i).dot(expected.get(i)) > SAME);
      }
    }
  }
}
