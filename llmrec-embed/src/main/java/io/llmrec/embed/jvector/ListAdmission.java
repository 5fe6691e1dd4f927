package io.llmrec.embed.jvector;

import io.llmrec.core.index.AllowList;
import io.llmrec.core.index.VectorTable;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** An allow-list that is seen for the first time. */
final class ListAdmission implements Admission {

  /** What a look-up in a hash table takes that is larger than the processor's cache, roughly. */
  private static final double LOOK_UP_NANOS = 50;

  private final VectorTable table;
  private final AllowList list;
  private final ListedRows rows;
  private final @Nullable BitSet dead;

  ListAdmission(VectorTable table, AllowList list, ListedRows rows, @Nullable BitSet dead) {
    this.table = table;
    this.list = list;
    this.rows = rows;
    this.dead = dead;
  }

  @Override
  public boolean test(int row) {
    return (dead == null || !dead.get(row)) && list.test(table.id(row));
  }

  /** As if the table had every item of the list once. */
  @Override
  public double share() {
    return Math.min(1, (double) list.ids().size() / table.size());
  }

  @Override
  public double askNanos() {
    return LOOK_UP_NANOS;
  }

  @Override
  public double findNanos() {
    return LOOK_UP_NANOS * list.ids().size();
  }

  @Override
  public RowCursor rows() {
    return new KnownAdmission(rows.of(list), dead, table.size()).rows();
  }
}
