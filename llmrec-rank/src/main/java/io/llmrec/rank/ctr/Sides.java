package io.llmrec.rank.ctr;

import java.util.List;

/**
 * Which numbers of a sample are the user's and which are the item's, where all are one or the
 * other. Immutable.
 *
 * @param user the places of the user's numbers
 * @param item the places of the item's numbers
 */
record Sides(int[] user, int[] item) {

  static Sides of(List<Range> user, List<Range> item) {
    return new Sides(Range.places(user), Range.places(item));
  }

  int numbers() {
    return user.length + item.length;
  }

  /** All places, the user's first. */
  int[] all() {
    int[] all = new int[numbers()];
    System.arraycopy(user, 0, all, 0, user.length);
    System.arraycopy(item, 0, all, user.length, item.length);
    return all;
  }

  /** The numbers at some places. */
  static float[] pick(float[] values, int[] places) {
    float[] picked = new float[places.length];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = values[places[i]];
    }
    return picked;
  }

  /** Part of a square matrix: some of its rows, and of these some numbers. */
  float[][] block(float[] matrix, int[] rows, int[] columns) {
    float[][] block = new float[rows.length][columns.length];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < columns.length; c++) {
        block[r][c] = matrix[rows[r] * numbers() + columns[c]];
      }
    }
    return block;
  }

  /** Rows and columns changed places. */
  static float[][] turned(float[][] rows, int columns) {
    float[][] turned = new float[columns][rows.length];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < columns; c++) {
        turned[c][r] = rows[r][c];
      }
    }
    return turned;
  }
}
