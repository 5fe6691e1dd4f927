package io.llmrec.embed.jvector;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Rows that are known before the search begins. */
final class KnownAdmission implements Admission {

  private final RowSet rows;
  private final @Nullable BitSet dead;
  private final int size;

  KnownAdmission(RowSet rows, @Nullable BitSet dead, int size) {
    this.rows = rows;
    this.dead = dead;
    this.size = size;
  }

  @Override
  public boolean test(int row) {
    return rows.has(row) && (dead == null || !dead.get(row));
  }

  /** Counts the dead as well, who are few: an index with many of them is built anew. */
  @Override
  public double share() {
    return (double) rows.count() / size;
  }

  @Override
  public double askNanos() {
    return 0;
  }

  @Override
  public double findNanos() {
    return 0;
  }

  @Override
  public RowCursor rows() {
    RowCursor all = rows.cursor();
    BitSet masked = dead;
    return masked == null ? all : target -> nextAlive(all, masked, target);
  }

  private static int nextAlive(RowCursor all, BitSet dead, int[] target) {
    for (int read = all.next(target); read > 0; read = all.next(target)) {
      int count = 0;
      for (int i = 0; i < read; i++) {
        if (!dead.get(target[i])) {
          target[count++] = target[i];
        }
      }
      if (count > 0) {
        return count;
      }
    }
    return 0;
  }
}
