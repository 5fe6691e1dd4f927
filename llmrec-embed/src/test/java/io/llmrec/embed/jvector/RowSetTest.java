package io.llmrec.embed.jvector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowSetTest {

  /** Narrow in a table of 1,000 rows, wide in one of 100. */
  @ParameterizedTest
  @ValueSource(ints = {100, 1000})
  void holdsRowsWhetherTheyAreManyOrFew(int tableSize) {
    RowSet set = RowSet.of(new int[] {64, 3, 99, 0}, tableSize);

    List<Integer> rows = Rows.of(set.cursor());
    BitSet added = new BitSet();
    added.set(5);
    set.addTo(added);

    assertEquals(List.of(0, 3, 64, 99), rows);
    assertEquals(4, set.count());
    for (int row = 0; row < tableSize; row++) {
      assertEquals(rows.contains(row), set.has(row));
      assertEquals(rows.contains(row) || row == 5, added.get(row));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void holdsNone(int tableSize) {
    RowSet set = RowSet.of(new int[0], tableSize);

    assertEquals(List.of(), Rows.of(set.cursor()));
    assertEquals(0, set.count());
    assertEquals(false, set.has(0));
  }
}
