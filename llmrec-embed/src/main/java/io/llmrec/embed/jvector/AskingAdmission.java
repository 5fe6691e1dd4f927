package io.llmrec.embed.jvector;

import io.llmrec.core.index.VectorTable;
import io.llmrec.embed.hash.Hash64;
import java.util.BitSet;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks the host's predicate about each row, by id. How many it admits and how long it takes to
 * answer are found out from a sample, which grows when the same predicate is used again.
 */
final class AskingAdmission implements Admission {

  private static final long SEED = 1;

  /** Most searches admit nearly all; a few rows are enough to see it. */
  private static final int LOOK = 16;

  /** A predicate that has admitted so many rows without exception is asked less. */
  private static final int TRUSTED = 1024;

  private static final int GLANCE = 4;

  /** With so many admitted the share is known to a fifth of itself. */
  private static final int ENOUGH = 24;

  private static final int MOST = 512;

  /** Rows that follow each other, which are asked about faster than rows far apart. */
  private static final int RUN = 128;

  private final VectorTable table;
  private final Predicate<String> admits;
  private final @Nullable BitSet dead;
  private final Asked asked;
  private final LongSupplier clock;
  private final double share;
  private final double askNanos;

  /** The rows admitted while it was timed. */
  private int admitted;

  AskingAdmission(VectorTable table, Predicate<String> admits, @Nullable BitSet dead, Asked asked) {
    this(table, admits, dead, asked, System::nanoTime);
  }

  /** With a clock of the caller's. */
  AskingAdmission(
      VectorTable table,
      Predicate<String> admits,
      @Nullable BitSet dead,
      Asked asked,
      LongSupplier clock) {
    this.table = table;
    this.admits = admits;
    this.dead = dead;
    this.asked = asked;
    this.clock = clock;
    double least = look();
    // A thread that was set aside within one of these makes it look slow.
    while (asked.share() < 1 && asked.admitted() < ENOUGH && asked.rows() < MOST) {
      least = Math.min(least, look());
    }
    share = asked.share();
    askNanos = least;
  }

  /** Asks about some rows more; gives nanoseconds for each. */
  private double look() {
    int from = asked.rows();
    int count = from >= TRUSTED && asked.admitted() == from ? GLANCE : LOOK;
    admitted = 0;
    double nanos = nanosEach(count, i -> drawn(from + i));
    asked.add(count, admitted);
    return nanos;
  }

  /** Nanoseconds for each of some rows. */
  private double nanosEach(int count, IntUnaryOperator rows) {
    long start = clock.getAsLong();
    for (int i = 0; i < count; i++) {
      admitted += test(rows.applyAsInt(i)) ? 1 : 0;
    }
    return (double) (clock.getAsLong() - start) / count;
  }

  /** Rows drawn by a hash: at equal distances they might all be of one kind. */
  private int drawn(int i) {
    return Hash64.below(Hash64.draw(SEED, i), table.size());
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
    if (asked.nextNanos() == 0 || asked.rows() % (LOOK * LOOK) < LOOK) {
      asked.setNextNanos(Math.min(run(), run()));
    }
    return asked.nextNanos() * table.size();
  }

  private double run() {
    int first = drawn((int) (clock.getAsLong() & Integer.MAX_VALUE));
    return nanosEach(RUN, i -> (first + i) % table.size());
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
