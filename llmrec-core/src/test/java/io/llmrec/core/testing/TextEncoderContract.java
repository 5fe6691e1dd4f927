package io.llmrec.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.TextEncoder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link TextEncoder} promises. */
public interface TextEncoderContract {

  /** Rounding may differ between a text alone and the same text in a batch. */
  double SAME = 1 - 1e-4;

  /** The encoder under test. */
  TextEncoder textEncoder();

  /** Texts to try it with, at least two. */
  default List<String> texts() {
    return List.of("Half-finger cycling gloves", "半指骑行手套", "a", "!?", "😀", "x ".repeat(2000));
  }

  /** Empty in, empty out. */
  @Test
  default void givesNoVectorsForNoTexts() {
    assertEquals(List.of(), textEncoder().encode(List.of()));
  }

  /** One vector per text, all of one dimension. */
  @Test
  default void givesOneVectorPerTextOfOneDimension() {
    List<Embedding> vectors = textEncoder().encode(texts());
    assertEquals(texts().size(), vectors.size());
    assertEquals(1, vectors.stream().map(Embedding::dimension).distinct().count());
  }

  /** Each text gets its vector, wherever in a batch it stands. */
  @Test
  default void givesATextTheSameVectorAloneAndInABatch() {
    List<Embedding> batch = textEncoder().encode(texts());
    for (int i = 0; i < batch.size(); i++) {
      Embedding alone = textEncoder().encode(List.of(texts().get(i))).get(0);
      assertTrue(alone.dot(batch.get(i)) > SAME, "text " + i + " alone differs from text " + i);
    }
  }

  /** Several threads get what one gets. */
  @Test
  default void givesTheSameToSeveralThreads() throws Exception {
    List<Embedding> expected = textEncoder().encode(texts());
    TextEncoder shared = textEncoder();
    for (List<Embedding> vectors : Together.call(() -> shared.encode(texts()))) {
      for (int i = 0; i < vectors.size(); i++) {
        assertTrue(vectors.get(i).dot(expected.get(i)) > SAME);
      }
    }
  }
}
