package io.llmrec.embed.jvector;

import io.llmrec.core.index.VectorTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A table whose rows are named by item: unlike those of other tables, several may have the same id.
 */
final class ItemTable implements VectorTable {

  private static final int[] NONE = {};

  private final VectorTable keyed;
  private final String[] ids;
  private final Map<String, int[]> rows;

  /** Of a table whose ids are {@link ItemKeys}. */
  ItemTable(VectorTable keyed) {
    this.keyed = keyed;
    this.ids = new String[keyed.size()];
    this.rows = new HashMap<>(ids.length * 4 / 3 + 1);
    for (int row = 0; row < ids.length; row++) {
      ids[row] = ItemKeys.id(keyed.id(row));
      int one = row;
      rows.merge(ids[row], new int[] {one}, ItemTable::append);
    }
  }

  static int[] append(int[] some, int[] one) {
    int[] all = Arrays.copyOf(some, some.length + 1);
    all[some.length] = one[0];
    return all;
  }

  /** All rows of an item, none when it is not there. */
  int[] rows(String id) {
    return rows.getOrDefault(id, NONE);
  }

  /** The key under which a row's vector is stored. */
  String key(int row) {
    return keyed.id(row);
  }

  @Override
  public int size() {
    return ids.length;
  }

  @Override
  public int dimension() {
    return keyed.dimension();
  }

  @Override
  public String id(int row) {
    return ids[row];
  }

  @Override
  public int row(String id) {
    int[] found = rows(id);
    return found.length == 0 ? -1 : found[0];
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    keyed.copyTo(row, target, offset);
  }

  @Override
  public String contentHash() {
    return keyed.contentHash();
  }

  @Override
  public void close() {
    keyed.close();
  }
}
