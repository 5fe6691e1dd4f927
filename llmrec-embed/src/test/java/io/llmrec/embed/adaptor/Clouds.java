package io.llmrec.embed.adaptor;

import io.llmrec.core.encode.Embedding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Items whose taste shows in a few weak directions and whose loud directions mean nothing. */
final class Clouds {

  static final int TASTES = 5;

  private static final int DIMENSION = 24;

  private Clouds() {}

  /** Items {@code i0, i1 ...}; item i is of taste i modulo 5, which is told by component i. */
  static Map<String, Embedding> items(int count) {
    SplittableRandom random = new SplittableRandom(17);
    Map<String, Embedding> items = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      float[] values = new float[DIMENSION];
      for (int j = 0; j < DIMENSION; j++) {
        double size = j < TASTES ? 0.05 : 0.4;
        values[j] = (float) (size * (random.nextDouble() * 2 - 1));
      }
      values[i % TASTES] += 0.35f;
      values[DIMENSION - 1] += 2;
      items.put("i" + i, Embedding.of(values));
    }
    return items;
  }

  /** Histories of eight different items of one taste each. */
  static List<List<String>> histories(int count, int items, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<List<String>> histories = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int taste = random.nextInt(TASTES);
      histories.add(
          random
              .ints(0, items / TASTES)
              .distinct()
              .limit(8)
              .mapToObj(place -> "i" + (place * TASTES + taste))
              .toList());
    }
    return histories;
  }
}
