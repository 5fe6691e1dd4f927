package io.llmrec.embed.jvector;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A set of rows that is kept from search to search: a bitmap where it is wide, else the rows
 * themselves, so that it never takes more than 4 bytes a row. Immutable.
 */
final class RowSet {

  /** From this share of a table on, a bitmap is not larger than the rows. */
  private static final int BITS_PER_ROW = 32;

  private final int count;
  private final @Nullable BitSet bits;
  private final int[] rows;

  private RowSet(int count, @Nullable BitSet bits, int[] rows) {
    this.count = count;
    this.bits = bits;
    this.rows = rows;
  }

  /** Of rows in any order, each once; the array is sorted and kept. */
  static RowSet of(int[] rows, int tableSize) {
    if ((long) rows.length * BITS_PER_ROW < tableSize) {
      Arrays.sort(rows);
      return new RowSet(rows.length, null, rows);
    }
    BitSet bits = new BitSet(tableSize);
    for (int row : rows) {
      bits.set(row);
    }
    return of(bits);
  }

  /** Of a bitmap, which must not change. */
  static RowSet of(BitSet bits) {
    return new RowSet(bits.cardinality(), bits, new int[0]);
  }

  int count() {
    return count;
  }

  boolean has(int row) {
    return bits == null ? Arrays.binarySearch(rows, row) >= 0 : bits.get(row);
  }

  /** All rows. */
  RowCursor cursor() {
    return bits == null ? new ListCursor(rows) : new BitCursor(bits);
  }

  /** Adds all rows to a bitmap. */
  void addTo(BitSet target) {
    if (bits != null) {
      target.or(bits);
      return;
    }
    for (int row : rows) {
      target.set(row);
    }
  }

  private static final class ListCursor implements RowCursor {

    private final int[] rows;
    private int position;

    ListCursor(int[] rows) {
      this.rows = rows;
    }

    @Override
    public int next(int[] target) {
      int count = Math.min(target.length, rows.length - position);
      System.arraycopy(rows, position, target, 0, count);
      position += count;
      return count;
    }
  }

  private static final class BitCursor implements RowCursor {

    private final BitSet bits;
    private int row;

    BitCursor(BitSet bits) {
      this.bits = bits;
      this.row = bits.nextSetBit(0);
    }

    @Override
    public int next(int[] target) {
      int count = 0;
      while (count < target.length && row >= 0) {
        target[count++] = row;
        row = bits.nextSetBit(row + 1);
      }
      return count;
    }
  }
}
