package io.llmrec.rank.train;

import io.llmrec.core.compute.Draws;
import java.nio.FloatBuffer;

/**
 * A vector for each of many ids: row {@code i} belongs to id {@code i}.
 *
 * <p>Rows are kept in segments that come into being when they are first touched; a row's first
 * values depend on the seed, the table's name and the row alone. Not safe for use by several
 * threads while it is trained; reading afterwards is.
 */
public final class EmbeddingTable {

  private static final int SEGMENT_FLOATS = 1 << 16;

  private final String name;
  private final int rows;
  private final int width;
  private final boolean trainable;
  private final int shift;
  private final Segments values;

  /**
   * A table to be learned.
   *
   * @param name not blank, unique in its network
   * @param rows at least 1
   * @param width numbers of a row, 1 to 65,536
   * @param seed of the first values
   */
  public EmbeddingTable(String name, int rows, int width, Initializer initializer, long seed) {
    this(name, new int[] {rows, width}, true, drawn(name, initializer, seed, rows, width));
  }

  private EmbeddingTable(String name, int[] shape, boolean trainable, RowSource first) {
    int rows = shape[0];
    int width = shape[1];
    if (name.isBlank() || rows < 1 || width < 1 || width > SEGMENT_FLOATS) {
      throw new IllegalArgumentException(
          "a table must have a name, at least 1 row and a width of 1 to %d, was '%s' with %d and %d"
              .formatted(SEGMENT_FLOATS, name, rows, width));
    }
    this.name = name;
    this.rows = rows;
    this.width = width;
    this.trainable = trainable;
    this.shift = 31 - Integer.numberOfLeadingZeros(SEGMENT_FLOATS / width);
    this.values = new Segments(rows, width, shift, first);
  }

  private static RowSource drawn(
      String name, Initializer initializer, long seed, int rows, int width) {
    int[] shape = {rows, width};
    return (row, target, offset) ->
        initializer.fill(target, offset, width, shape, Draws.of(seed, name.hashCode(), row));
  }

  /** Gives one row of a table. Must give the same every time. */
  @FunctionalInterface
  public interface RowSource {

    /** Writes the row's numbers to {@code target}, from {@code offset} on. */
    void copy(int row, float[] target, int offset);
  }

  /**
   * A table that training does not change, such as vectors of texts. It is data, not part of what
   * was learned, and is not kept with the model.
   *
   * @param source is asked for rows when they are first touched
   */
  public static EmbeddingTable frozen(String name, int rows, int width, RowSource source) {
    return new EmbeddingTable(name, new int[] {rows, width}, false, source);
  }

  /** The table's name. */
  public String name() {
    return name;
  }

  /** How many ids there are. */
  public int rows() {
    return rows;
  }

  /** How many numbers a row has. */
  public int width() {
    return width;
  }

  /** Whether training changes it. */
  public boolean trainable() {
    return trainable;
  }

  /**
   * Writes a row to {@code target}, from {@code offset} on.
   *
   * @throws IndexOutOfBoundsException when there is no such row
   */
  public void copyRow(int row, float[] target, int offset) {
    requireRow(row);
    values.copy(row, target, offset);
  }

  /** A copy of a row. */
  public float[] row(int row) {
    float[] copy = new float[width];
    copyRow(row, copy, 0);
    return copy;
  }

  /** Replaces a row, for example by one that was learned elsewhere. */
  public void setRow(int row, float[] source) {
    requireRow(row);
    if (source.length != width) {
      throw new IllegalArgumentException(
          "a row of table '%s' must have %d values, was given %d"
              .formatted(name, width, source.length));
    }
    System.arraycopy(source, 0, values.segment(row), values.offset(row), width);
  }

  private void requireRow(int row) {
    if (row < 0 || row >= rows) {
      throw new IndexOutOfBoundsException(
          "table '%s' has the rows 0 to %d, not %d".formatted(name, rows - 1, row));
    }
  }

  /** Puts some rows one after the other. */
  void putRows(int[] wanted, int count, FloatBuffer target) {
    for (int i = 0; i < count; i++) {
      target.put(values.segment(wanted[i]), values.offset(wanted[i]), width);
    }
  }

  /** The rows' numbers. */
  Segments values() {
    return values;
  }

  /** Numbers kept beside each row of this table, 0 at first. */
  Segments beside(int numbers) {
    return new Segments(rows, numbers, shift, null);
  }
}
