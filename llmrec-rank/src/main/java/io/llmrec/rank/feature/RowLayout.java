package io.llmrec.rank.feature;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the numbers of a feature stand in an encoded row, all rows alike:
 *
 * <ul>
 *   <li>one category, or a bucketed number: its row in the table
 *   <li>several categories: how many there are, then their rows
 *   <li>a number: the bits of its scaled value as a float, of NaN when it is missing
 *   <li>a history: how many events there are, then the fields' rows, event by event
 *   <li>one vector: 1 more than its row in the table of vectors, 0 when it is missing
 *   <li>several vectors: how many there are, then the same for each
 * </ul>
 */
public final class RowLayout {

  private final Map<String, Integer> starts = new LinkedHashMap<>();
  private final int width;

  RowLayout(List<Feature> features) {
    int next = 0;
    for (Feature feature : features) {
      starts.put(feature.name(), next);
      next += size(feature);
    }
    width = next;
  }

  private static int size(Feature feature) {
    if (feature instanceof CategoryFeature category) {
      return category.most() == 1 ? 1 : 1 + category.most();
    }
    if (feature instanceof HistoryFeature history) {
      return 1 + history.longest() * history.fields().size();
    }
    if (feature instanceof VectorFeature vector) {
      return vector.most() == 1 ? 1 : 1 + vector.most();
    }
    return 1;
  }

  /**
   * The place of a feature's first number.
   *
   * @throws IllegalArgumentException when the schema has no such feature
   */
  public int start(Feature feature) {
    Integer start = starts.get(feature.name());
    if (start == null) {
      throw new IllegalArgumentException(
          "there is no feature '%s', there are %s".formatted(feature.name(), starts.keySet()));
    }
    return start;
  }

  /** How many numbers a row has. */
  public int width() {
    return width;
  }
}
