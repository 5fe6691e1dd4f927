package io.llmrec.rank.train;

import io.llmrec.rank.train.EmbeddingTable.RowSource;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Rows of one length, in arrays that are made when one of their rows is first asked for. */
final class Segments {

  private final int rows;
  private final int width;
  private final int shift;
  private final AtomicReferenceArray<float @Nullable []> arrays;
  private final @Nullable RowSource initial;

  /**
   * No arrays yet.
   *
   * @param shift a segment has 2^shift rows
   * @param initial gives a row's first values, null for 0
   */
  Segments(int rows, int width, int shift, @Nullable RowSource initial) {
    this.rows = rows;
    this.width = width;
    this.shift = shift;
    this.initial = initial;
    this.arrays = new AtomicReferenceArray<>((rows - 1 >>> shift) + 1);
  }

  int width() {
    return width;
  }

  /** The number of segments. */
  int count() {
    return arrays.length();
  }

  /** How many numbers a segment holds. */
  int length(int index) {
    return Math.min(1 << shift, rows - (index << shift)) * width;
  }

  /** A segment as it is, null where none of its rows was touched. */
  float @Nullable [] peek(int index) {
    return arrays.get(index);
  }

  /** Replaces a segment; null makes it untouched again. */
  void restore(int index, float @Nullable [] array) {
    arrays.set(index, array);
  }

  /** The array that a row lies in. */
  float[] segment(int row) {
    float[] array = arrays.get(row >>> shift);
    return array != null ? array : make(row >>> shift);
  }

  /** Where in its array a row begins. */
  int offset(int row) {
    return (row & (1 << shift) - 1) * width;
  }

  /** Writes a row to a target; a row that was never touched stays so. */
  void copy(int row, float[] target, int at) {
    float[] array = arrays.get(row >>> shift);
    if (array != null) {
      System.arraycopy(array, offset(row), target, at, width);
    } else if (initial != null) {
      initial.copy(row, target, at);
    } else {
      Arrays.fill(target, at, at + width, 0);
    }
  }

  private synchronized float[] make(int index) {
    float[] known = arrays.get(index);
    if (known != null) {
      return known;
    }
    float[] array = new float[length(index)];
    if (initial != null) {
      int first = index << shift;
      for (int at = 0; at < array.length; at += width) {
        initial.copy(first + at / width, array, at);
      }
    }
    arrays.set(index, array);
    return array;
  }
}
