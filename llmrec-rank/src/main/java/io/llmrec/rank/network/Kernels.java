package io.llmrec.rank.network;

/**
 * The inner loops of plain-Java networks. One result array and rows of the same index are what JDK
 * 17's compiler turns into wide instructions; other forms of the same sums run at a fifth of the
 * speed.
 */
final class Kernels {

  private static final float LOG2_E = 1.4426950408889634f;
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;
  private static final float LARGEST = 87;

  /** Rows that are worked on at a time: 16 kB where they have 128 numbers. */
  private static final int BLOCK = 32;

  private Kernels() {}

  /** target += the rows, each with its number of {@code x} as its weight. */
  static void addRows(float[] target, float[] x, float[][] rows) {
    addRows(target, x, rows, 0);
  }

  /** The same of the rows from {@code first} on. */
  static void addRows(float[] target, float[] x, float[][] rows, int first) {
    int[] used = new int[x.length + 1];
    int count = collect(x, 0, x.length, used, 0);
    int at = 0;
    for (; at + 3 < count; at += 4) {
      add4(target, x, used, at, rows, first);
    }
    for (; at < count; at++) {
      add(target, x[used[at]], rows[first + used[at]]);
    }
  }

  /**
   * {@link #addRows} for several inputs: rows block by block, so that those in use stay close to
   * the processor while all inputs need them.
   */
  static void addRowsToAll(float[][] targets, float[][] xs, int count, float[][] rows) {
    int[][] used = new int[count][BLOCK + 4];
    int[] held = new int[count];
    for (int from = 0; from < rows.length; from += BLOCK) {
      int to = Math.min(rows.length, from + BLOCK);
      for (int i = 0; i < count; i++) {
        int end = collect(xs[i], from, to, used[i], held[i]);
        int at = 0;
        for (; at + 3 < end; at += 4) {
          add4(targets[i], xs[i], used[i], at, rows, 0);
        }
        System.arraycopy(used[i], at, used[i], 0, end - at);
        held[i] = end - at;
      }
    }
    for (int i = 0; i < count; i++) {
      for (int at = 0; at < held[i]; at++) {
        add(targets[i], xs[i][used[i][at]], rows[used[i][at]]);
      }
    }
  }

  /**
   * Writes the places of what is not 0 from {@code count} on, and returns where they end. Half of
   * what a rectified layer gives is 0, and adds nothing. Which half is hard to guess, so there is
   * no branch: the bits without the sign, or their negative, are below 0 unless they are 0.
   */
  private static int collect(float[] x, int from, int to, int[] used, int count) {
    int next = count;
    for (int i = from; i < to; i++) {
      used[next] = i;
      int bits = Float.floatToRawIntBits(x[i]) << 1;
      next += (bits | -bits) >>> 31;
    }
    return next;
  }

  private static void add4(
      float[] target, float[] x, int[] used, int at, float[][] rows, int first) {
    float w0 = x[used[at]];
    float w1 = x[used[at + 1]];
    float w2 = x[used[at + 2]];
    float w3 = x[used[at + 3]];
    float[] r0 = rows[first + used[at]];
    float[] r1 = rows[first + used[at + 1]];
    float[] r2 = rows[first + used[at + 2]];
    float[] r3 = rows[first + used[at + 3]];
    for (int j = 0; j < target.length; j++) {
      target[j] += w0 * r0[j] + w1 * r1[j] + (w2 * r2[j] + w3 * r3[j]);
    }
  }

  static void add(float[] target, float weight, float[] row) {
    for (int j = 0; j < target.length; j++) {
      target[j] += weight * row[j];
    }
  }

  /** A matrix of [outputs, inputs], row by row, as one row of outputs for each input. */
  static float[][] byInput(float[] matrix, int from, int outputs, int inputs) {
    float[][] rows = new float[inputs][outputs];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        rows[i][o] = matrix[from + o * inputs + i];
      }
    }
    return rows;
  }

  /**
   * e to the power of x, to 3 units in the last place, several times as fast as the JDK's: powers
   * of 2 by the exponent's bits, the rest by a polynomial (Cephes, Moshier, 1992).
   */
  static float exp(float x) {
    float bounded = Math.max(-LARGEST, Math.min(LARGEST, x));
    int power = (int) Math.rint(bounded * LOG2_E);
    float r = bounded - power * LN2_HIGH - power * LN2_LOW;
    float sum = 1.9875691500e-4f;
    sum = sum * r + 1.3981999507e-3f;
    sum = sum * r + 8.3334519073e-3f;
    sum = sum * r + 4.1665795894e-2f;
    sum = sum * r + 1.6666665459e-1f;
    sum = sum * r + 5.0000001201e-1f;
    return (sum * r * r + r + 1) * Float.intBitsToFloat(power + 127 << 23);
  }

  static float sigmoid(float x) {
    return 1 / (1 + exp(-x));
  }

  /** Brings numbers to a sum of 1, larger ones to more. */
  static void softmax(float[] values) {
    float most = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      most = Math.max(most, value);
    }
    float sum = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = exp(values[i] - most);
      sum += values[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= sum;
    }
  }
}
