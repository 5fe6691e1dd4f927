package io.llmrec.rank.ctr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RangeTest {

  @Test
  void joinsRangesThatFollowEachOther() {
    List<Range> ranges =
        List.of(new Range(0, 2), new Range(2, 3), new Range(7, 1), new Range(8, 1));

    List<Range> joined = Range.joined(ranges);

    assertEquals(List.of(new Range(0, 5), new Range(7, 2)), joined);
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 7, 8}, Range.places(joined));
    assertEquals(List.of(), Range.joined(List.of()));
  }
}
