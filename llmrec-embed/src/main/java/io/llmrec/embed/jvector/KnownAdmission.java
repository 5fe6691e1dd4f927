package io.llmrec.embed.jvector;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Rows that are known before the search begins. */
final class KnownAdmission implements Admission {

  private final BitSet bits;
  private final int count;
  private final int size;
  private int @Nullable [] rows;

  /** The set is not copied and must not change. */
  KnownAdmission(BitSet bits, int size) {
    this.bits = bits;
    this.count = bits.cardinality();
    this.size = size;
  }

  @Override
  public boolean test(int row) {
    return bits.get(row);
  }

  @Override
  public boolean known() {
    return true;
  }

  @Override
  public double share() {
    return (double) count / size;
  }

  @Override
  public int[] rows() {
    int[] found = rows;
    if (found == null) {
      found = bits.stream().toArray();
      rows = found;
    }
    return found;
  }
}
