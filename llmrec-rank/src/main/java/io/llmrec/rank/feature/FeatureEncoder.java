package io.llmrec.rank.feature;

import io.llmrec.core.index.VectorTable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns {@link Features} into rows of whole numbers as {@link RowLayout} describes them, the same
 * in training and in service.
 *
 * <p>Safe for use by several threads as its tables are. The tables are the host's to close.
 */
public final class FeatureEncoder {

  private final FeatureSchema schema;
  private final RowLayout layout;
  private final Map<String, VectorTable> tables = new LinkedHashMap<>();

  /**
   * An encoder.
   *
   * @param tables of vectors, by the names of the features; those of features that the schema does
   *     not have are passed over
   * @throws IllegalArgumentException when a vector feature has no table, or one of another
   *     dimension
   */
  public FeatureEncoder(FeatureSchema schema, Map<String, VectorTable> tables) {
    this.schema = schema;
    this.layout = schema.layout();
    for (Feature feature : schema.features()) {
      if (feature instanceof VectorFeature vector) {
        this.tables.put(vector.name(), table(vector, tables));
      }
    }
  }

  /** An encoder of a schema without vectors. */
  public FeatureEncoder(FeatureSchema schema) {
    this(schema, Map.of());
  }

  private static VectorTable table(VectorFeature vector, Map<String, VectorTable> tables) {
    VectorTable table = tables.get(vector.name());
    if (table == null) {
      throw new IllegalArgumentException(
          "feature '%s' needs a table of vectors, there are tables for %s"
              .formatted(vector.name(), tables.keySet()));
    }
    if (table.dimension() != vector.dimension()) {
      throw new IllegalArgumentException(
          "vectors of feature '%s' must have %d numbers, those of the table have %d"
              .formatted(vector.name(), vector.dimension(), table.dimension()));
    }
    return table;
  }

  /** What it encodes. */
  public FeatureSchema schema() {
    return schema;
  }

  /**
   * The vectors of a feature.
   *
   * @throws IllegalArgumentException when there is no such vector feature
   */
  public VectorTable vectors(VectorFeature feature) {
    return table(feature, tables);
  }

  /**
   * A row with all features, those without a value missing.
   *
   * @throws IllegalArgumentException when a value is of a wrong type; names the feature
   */
  public int[] encode(Features values) {
    int[] row = new int[layout.width()];
    encode(values, Set.of(Side.values()), row);
    return row;
  }

  /** Writes the features of some sides into a row and leaves the others as they are. */
  public void encode(Features values, Set<Side> sides, int[] row) {
    for (Feature feature : schema.features()) {
      if (sides.contains(feature.side())) {
        encode(feature, values, row);
      }
    }
  }

  private void encode(Feature feature, Features values, int[] row) {
    int at = layout.start(feature);
    if (feature instanceof CategoryFeature category) {
      encode(category, values, row, at);
    } else if (feature instanceof NumberFeature number) {
      row[at] = encoded(number, Values.number(number, values));
    } else if (feature instanceof HistoryFeature history) {
      encode(history, values, row, at);
    } else {
      encode((VectorFeature) feature, values, row, at);
    }
  }

  private void encode(CategoryFeature feature, Features values, int[] row, int at) {
    Vocabulary vocabulary = schema.vocabulary(feature.rule().name());
    List<String> words = Values.categories(feature, values);
    if (feature.most() == 1) {
      row[at] = words.isEmpty() ? Vocabulary.UNSEEN : vocabulary.row(words.get(0));
      return;
    }
    row[at] = words.size();
    Arrays.fill(row, at + 1, at + 1 + feature.most(), Vocabulary.UNSEEN);
    for (int i = 0; i < words.size(); i++) {
      row[at + 1 + i] = vocabulary.row(words.get(i));
    }
  }

  private int encoded(NumberFeature feature, double value) {
    boolean missing = Double.isNaN(value);
    if (feature.scaling() == Scaling.BUCKETS) {
      return missing ? Vocabulary.UNSEEN : schema.scale(feature.name()).bucket(value);
    }
    return Float.floatToIntBits(
        missing ? Float.NaN : schema.scale(feature.name()).scaled(value, feature.scaling()));
  }

  private void encode(HistoryFeature feature, Features values, int[] row, int at) {
    List<Event> events = Values.events(feature, values);
    int width = feature.fields().size();
    row[at] = events.size();
    Arrays.fill(row, at + 1, at + 1 + feature.longest() * width, Vocabulary.UNSEEN);
    for (int f = 0; f < width; f++) {
      Vocabulary vocabulary = schema.vocabulary(feature.fields().get(f));
      for (int e = 0; e < events.size(); e++) {
        row[at + 1 + e * width + f] = vocabulary.row(events.get(e).values().get(f));
      }
    }
  }

  private void encode(VectorFeature feature, Features values, int[] row, int at) {
    VectorTable table = vectors(feature);
    List<String> keys = Values.keys(feature, values);
    if (feature.most() == 1) {
      row[at] = keys.isEmpty() ? 0 : 1 + table.row(keys.get(0));
      return;
    }
    // An entity without a vector says nothing: it takes no place.
    int[] found = keys.stream().mapToInt(table::row).filter(r -> r >= 0).map(r -> r + 1).toArray();
    row[at] = found.length;
    Arrays.fill(row, at + 1, at + 1 + feature.most(), 0);
    System.arraycopy(found, 0, row, at + 1, found.length);
  }
}
