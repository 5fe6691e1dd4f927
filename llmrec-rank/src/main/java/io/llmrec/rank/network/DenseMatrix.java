package io.llmrec.rank.network;

/**
 * A matrix for products with many vectors at once, in plain Java: one row for each number of a
 * vector, and the product is the sum of the rows, each times its number. The rows are not copied.
 * As safe for several threads as they are.
 *
 * <p>Two vectors share what is loaded of three rows: of all forms that JDK 17's compiler turns into
 * wide instructions the one with the fewest loads. A fourth row makes the loop too large for it.
 */
public final class DenseMatrix {

  /** Numbers of rows that are worked on at a time: 16 kB stay close to the processor. */
  private static final int BLOCK = 4096;

  private static final int ROWS = 3;

  private final float[][] rows;
  private final Part part;
  private final int block;

  /** What may differ from 0. */
  private enum Part {
    WHOLE,
    UPPER
  }

  private DenseMatrix(float[][] rows, Part part) {
    this.rows = rows;
    this.part = part;
    int width = rows.length == 0 ? 1 : Math.max(1, rows[0].length);
    this.block = Math.max(1, BLOCK / width / ROWS) * ROWS;
  }

  /**
   * A matrix.
   *
   * @param rows all of one length
   */
  public static DenseMatrix of(float[][] rows) {
    return new DenseMatrix(rows, Part.WHOLE);
  }

  /**
   * A matrix that is 0 below its diagonal, which takes about half the work.
   *
   * @param rows as many as each of them has numbers
   */
  public static DenseMatrix upper(float[][] rows) {
    return new DenseMatrix(rows, Part.UPPER);
  }

  /**
   * {@code target += x * rows}, which passes over what is 0.
   *
   * @param target of as many numbers as a row
   * @param first the row of the first number of {@code x}
   */
  public void addTo(float[] target, float[] x, int first) {
    Kernels.addRows(target, x, rows, first);
  }

  /**
   * {@code targets[i] += xs[i] * rows}.
   *
   * @param targets each of as many numbers as a row
   * @param xs each of at least as many numbers as there are rows; those left over do not count
   * @param count how many of the targets and vectors, from the first on
   */
  public void addTo(float[][] targets, float[][] xs, int count) {
    int even = count / 2 * 2;
    for (int start = 0; start < rows.length; start += block) {
      int end = Math.min(rows.length, start + block);
      for (int i = 0; i < even; i += 2) {
        addBlock(targets, xs, i, start, end);
      }
    }
    if (even < count) {
      for (int row = 0; row < rows.length; row++) {
        Kernels.add(targets[even], xs[even][row], rows[row]);
      }
    }
  }

  private void addBlock(float[][] targets, float[][] xs, int i, int start, int end) {
    int from = part == Part.UPPER ? start : 0;
    int row = start;
    for (; row + ROWS <= end; row += ROWS) {
      add(targets[i], targets[i + 1], xs[i], xs[i + 1], row, from);
    }
    for (; row < end; row++) {
      Kernels.add(targets[i], xs[i][row], rows[row]);
      Kernels.add(targets[i + 1], xs[i + 1][row], rows[row]);
    }
  }

  private void add(float[] s, float[] t, float[] x, float[] y, int row, int from) {
    float x0 = x[row];
    float x1 = x[row + 1];
    float x2 = x[row + 2];
    float y0 = y[row];
    float y1 = y[row + 1];
    float y2 = y[row + 2];
    float[] r0 = rows[row];
    float[] r1 = rows[row + 1];
    float[] r2 = rows[row + 2];
    for (int j = from; j < s.length; j++) {
      float a = r0[j];
      float b = r1[j];
      float c = r2[j];
      float left = s[j] + x0 * a + x1 * b + x2 * c;
      float right = t[j] + y0 * a + y1 * b + y2 * c;
      s[j] = left;
      t[j] = right;
    }
  }
}
