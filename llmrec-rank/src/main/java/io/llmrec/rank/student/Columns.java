package io.llmrec.rank.student;

/**
 * Rows turned into columns, so that a weighted sum of columns is made for all rows side by side in
 * wide registers; the order of additions is the same for every row.
 */
final class Columns {

  /** Columns added in one pass; the last ones are filled up with zeros. */
  private static final int BLOCK = 4;

  /** Rows taken over together: a line of memory is filled while it is at hand. */
  private static final int TILE = 16;

  private final float[][] columns;
  private final int width;

  private Columns(float[][] columns, int width) {
    this.columns = columns;
    this.width = width;
  }

  /** The numbers of each row from {@code from} on, {@code width} of them. */
  static Columns of(float[][] rows, int from, int width) {
    float[][] columns = new float[(width + BLOCK - 1) / BLOCK * BLOCK][rows.length];
    for (int first = 0; first < rows.length; first += TILE) {
      int last = Math.min(rows.length, first + TILE);
      for (int column = 0; column < width; column++) {
        float[] target = columns[column];
        for (int row = first; row < last; row++) {
          target[row] = rows[row][from + column];
        }
      }
    }
    return new Columns(columns, width);
  }

  /**
   * Adds all columns, each times its weight, to {@code target}, which has a number per row.
   *
   * @param first the place of the first column's weight
   * @param step from one column's weight to the next
   */
  void addTo(float[] target, float[] weights, int first, int step) {
    for (int column = 0; column < columns.length; column += BLOCK) {
      float[] c0 = columns[column];
      float[] c1 = columns[column + 1];
      float[] c2 = columns[column + 2];
      float[] c3 = columns[column + 3];
      float w0 = weight(weights, first, step, column);
      float w1 = weight(weights, first, step, column + 1);
      float w2 = weight(weights, first, step, column + 2);
      float w3 = weight(weights, first, step, column + 3);
      for (int row = 0; row < target.length; row++) {
        target[row] += w0 * c0[row] + w1 * c1[row] + w2 * c2[row] + w3 * c3[row];
      }
    }
  }

  private float weight(float[] weights, int first, int step, int column) {
    return column < width ? weights[first + column * step] : 0;
  }
}
