package io.llmrec.embed.adaptor;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemVectors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Items with vectors, numbered as they first appear, and histories of their numbers. */
final class HistoryNumbers {

  private final ItemVectors vectors;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<float[]> rows = new ArrayList<>();

  HistoryNumbers(ItemVectors vectors) {
    this.vectors = vectors;
  }

  /** Vectors by number. */
  List<float[]> rows() {
    return rows;
  }

  /** Histories of at least two items that have vectors, oldest first. */
  List<int[]> of(List<List<String>> histories) {
    List<int[]> numbered = new ArrayList<>();
    for (List<String> history : histories) {
      int[] known = history.stream().mapToInt(this::number).filter(number -> number >= 0).toArray();
      if (known.length >= 2) {
        numbered.add(known);
      }
    }
    return numbered;
  }

  private int number(String id) {
    return numbers.computeIfAbsent(id, this::next);
  }

  private int next(String id) {
    Embedding vector = vectors.find(id);
    if (vector == null) {
      return -1;
    }
    if (!rows.isEmpty() && rows.get(0).length != vector.dimension()) {
      throw new IllegalArgumentException(
          "dimensions must be equal, were %d and %d"
              .formatted(rows.get(0).length, vector.dimension()));
    }
    rows.add(vector.toArray());
    return rows.size() - 1;
  }
}
