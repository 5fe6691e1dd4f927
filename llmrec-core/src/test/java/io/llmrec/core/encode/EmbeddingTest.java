package io.llmrec.core.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A vector is finite, of length 1, and never changes. */
class EmbeddingTest {

  private static String refusal(float... vector) {
    return assertThrows(IllegalArgumentException.class, () -> Embedding.of(vector)).getMessage();
  }

  @Test
  void bringsAnyVectorToLengthOne() {
    assertArrayEquals(new float[] {0.6f, -0.8f}, Embedding.of(new float[] {3, -4}).toArray());
  }

  @Test
  void bringsVeryLongAndVeryShortVectorsToLengthOne() {
    float huge = Float.MAX_VALUE;
    float tiny = Float.MIN_VALUE;
    float half = (float) Math.sqrt(0.5);

    assertArrayEquals(
        new float[] {half, half}, Embedding.of(new float[] {huge, huge}).toArray(), 1e-7f);
    assertArrayEquals(
        new float[] {half, -half}, Embedding.of(new float[] {tiny, -tiny}).toArray(), 1e-7f);
  }

  @Test
  void leavesAVectorOfLengthOneToTheBit() {
    SplittableRandom random = new SplittableRandom(3);
    for (int dimension : new int[] {1, 2, 7, 384, 1024, 65536}) {
      float[] values = new float[dimension];
      for (int i = 0; i < dimension; i++) {
        values[i] = (float) (random.nextDouble() - 0.5) * (i % 3 == 0 ? 1e-6f : 1e6f);
      }
      Embedding once = Embedding.of(values);
      assertEquals(once, Embedding.of(once.toArray()));
      assertEquals(1, once.dot(once), 1e-5);
    }
  }

  @Test
  void refusesWhatHasNoDirection() {
    assertEquals("component 1 must be finite, was NaN", refusal(1, Float.NaN));
    assertEquals("component 0 must be finite, was Infinity", refusal(Float.POSITIVE_INFINITY, 1));
    assertEquals(
        "a vector of 2 zeros has no direction and cannot be an embedding", refusal(0, -0.0f));
    assertEquals("dimension must be 1 to 65536, was 0", refusal());
    assertEquals("dimension must be 1 to 65536, was 65537", refusal(new float[65537]));
  }

  @Test
  void doesNotChangeWithTheArraysAround() {
    float[] given = {1, 0};
    Embedding embedding = Embedding.of(given);

    given[0] = 7;
    embedding.toArray()[1] = 7;

    assertArrayEquals(new float[] {1, 0}, embedding.toArray());
  }

  @Test
  void multipliesEveryComponent() {
    for (int dimension = 1; dimension <= 9; dimension++) {
      for (int i = 0; i < dimension; i++) {
        float[] unit = new float[dimension];
        unit[i] = 1;
        float[] ones = new float[dimension];
        Arrays.fill(ones, 1);
        assertEquals(1 / Math.sqrt(dimension), Embedding.of(unit).dot(Embedding.of(ones)), 1e-7);
      }
    }
  }

  @Test
  void refusesAProductOfTwoDimensions() {
    Embedding two = Embedding.of(new float[] {1, 0});
    Embedding three = Embedding.of(new float[] {1, 0, 0});

    assertEquals(
        "dimensions must be equal, were 2 and 3",
        assertThrows(IllegalArgumentException.class, () -> two.dot(three)).getMessage());
  }

  @Test
  void copiesItselfToAPlace() {
    float[] target = {9, 9, 9, 9};

    Embedding.of(new float[] {0, 2}).copyTo(target, 1);

    assertArrayEquals(new float[] {9, 0, 1, 9}, target);
  }

  @Test
  void equalsWhatHasTheSameComponents() {
    Embedding one = Embedding.of(new float[] {3, 4});

    assertEquals(one, Embedding.of(new float[] {6, 8}));
    assertEquals(one.hashCode(), Embedding.of(new float[] {6, 8}).hashCode());
    assertNotEquals(one, Embedding.of(new float[] {4, 3}));
    assertEquals("Embedding[dimension=2, first=0.6]", one.toString());
    assertEquals(0.8f, one.get(1));
  }
}
