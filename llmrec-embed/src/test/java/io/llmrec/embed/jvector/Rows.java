package io.llmrec.embed.jvector;

import java.util.ArrayList;
import java.util.List;

/** Rows as a test compares them. */
final class Rows {

  private Rows() {}

  /** All that a cursor hands out, three at a time. */
  static List<Integer> of(RowCursor cursor) {
    List<Integer> rows = new ArrayList<>();
    int[] some = new int[3];
    for (int count = cursor.next(some); count > 0; count = cursor.next(some)) {
      for (int i = 0; i < count; i++) {
        rows.add(some[i]);
      }
    }
    return rows;
  }
}
