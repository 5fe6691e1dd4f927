package io.llmrec.embed.jvector;

import io.llmrec.core.index.VectorTable;
import java.util.BitSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Asks the host's predicate about each row, by id. */
final class AskingAdmission implements Admission {

  private static final int SAMPLE = 256;

  /** Most searches admit nearly all; a few rows are enough to see it. */
  private static final int FIRST_LOOK = 32;

  private final VectorTable table;
  private final Predicate<String> admits;
  private final @Nullable BitSet dead;
  private int @Nullable [] rows;

  AskingAdmission(VectorTable table, Predicate<String> admits, @Nullable BitSet dead) {
    this.table = table;
    this.admits = admits;
    this.dead = dead;
  }

  @Override
  public boolean test(int row) {
    return (dead == null || !dead.get(row)) && admits.test(table.id(row));
  }

  @Override
  public boolean known() {
    return false;
  }

  /** From rows at equal distances. */
  @Override
  public double share() {
    double share = share(FIRST_LOOK);
    return share == 1 ? share : share(SAMPLE);
  }

  private double share(int most) {
    int size = table.size();
    int sample = Math.min(most, size);
    int admitted = 0;
    for (int i = 0; i < sample; i++) {
      admitted += test((int) ((long) i * size / sample)) ? 1 : 0;
    }
    return (double) admitted / sample;
  }

  @Override
  public int[] rows() {
    int[] found = rows;
    if (found == null) {
      found = IntStream.range(0, table.size()).filter(this).toArray();
      rows = found;
    }
    return found;
  }
}
