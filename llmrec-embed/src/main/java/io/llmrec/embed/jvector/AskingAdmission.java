package io.llmrec.embed.jvector;

import io.llmrec.core.index.VectorTable;
import io.llmrec.embed.hash.Hash64;
import java.util.BitSet;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks the host's predicate about each row, by id. How many it admits and how long it takes to
 * answer are found out from a sample.
 */
final class AskingAdmission implements Admission {

  private static final long SEED = 1;

  private static final int SAMPLE = 256;

  /** Most searches admit nearly all; a few rows are enough to see it. */
  private static final int FIRST_LOOK = 32;

  private final VectorTable table;
  private final Predicate<String> admits;
  private final @Nullable BitSet dead;
  private final double share;
  private final double askNanos;

  AskingAdmission(VectorTable table, Predicate<String> admits, @Nullable BitSet dead) {
    this(table, admits, dead, System::nanoTime);
  }

  /** With a clock of the caller's. */
  AskingAdmission(
      VectorTable table, Predicate<String> admits, @Nullable BitSet dead, LongSupplier clock) {
    this.table = table;
    this.admits = admits;
    this.dead = dead;
    long start = clock.getAsLong();
    int first = admittedOf(0, FIRST_LOOK);
    long firstTook = clock.getAsLong() - start;
    if (first == FIRST_LOOK) {
      share = 1;
      askNanos = (double) firstTook / FIRST_LOOK;
    } else {
      start = clock.getAsLong();
      int others = admittedOf(FIRST_LOOK, SAMPLE);
      long othersTook = clock.getAsLong() - start;
      share = (double) (first + others) / SAMPLE;
      // A thread that was set aside within one of the two makes it look slow.
      askNanos =
          Math.min((double) firstTook / FIRST_LOOK, (double) othersTook / (SAMPLE - FIRST_LOOK));
    }
  }

  /** Rows drawn by a hash: at equal distances they might all be of one kind. */
  private int admittedOf(int from, int to) {
    int admitted = 0;
    for (int i = from; i < to; i++) {
      admitted += test(Hash64.below(Hash64.draw(SEED, i), table.size())) ? 1 : 0;
    }
    return admitted;
  }

  @Override
  public boolean test(int row) {
    return (dead == null || !dead.get(row)) && admits.test(table.id(row));
  }

  @Override
  public double share() {
    return share;
  }

  @Override
  public double askNanos() {
    return askNanos;
  }

  @Override
  public double findNanos() {
    return askNanos * table.size();
  }

  @Override
  public RowCursor rows() {
    return new Cursor();
  }

  private final class Cursor implements RowCursor {

    private int row;

    @Override
    public int next(int[] target) {
      int count = 0;
      for (int size = table.size(); count < target.length && row < size; row++) {
        if (test(row)) {
          target[count++] = row;
        }
      }
      return count;
    }
  }
}
