package io.llmrec.rank.ctr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Places next to each other among the numbers of a sample.
 *
 * @param from the first of them
 * @param length how many there are
 */
record Range(int from, int length) {

  private int end() {
    return from + length;
  }

  /** The numbers at these places. */
  float[] of(float[] x) {
    return Arrays.copyOfRange(x, from, end());
  }

  /** The places one by one. */
  private IntStream places() {
    return IntStream.range(from, end());
  }

  /** All places of some ranges. */
  static int[] places(List<Range> ranges) {
    return ranges.stream().flatMapToInt(Range::places).toArray();
  }

  /** The same places, ranges that follow each other made one. */
  static List<Range> joined(List<Range> ranges) {
    List<Range> joined = new ArrayList<>();
    for (Range range : ranges) {
      Range last = joined.isEmpty() ? new Range(range.from(), 0) : joined.remove(joined.size() - 1);
      if (last.end() == range.from()) {
        joined.add(new Range(last.from(), last.length() + range.length()));
      } else {
        joined.add(last);
        joined.add(range);
      }
    }
    return List.copyOf(joined);
  }
}
