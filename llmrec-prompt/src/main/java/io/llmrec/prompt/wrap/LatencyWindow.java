package io.llmrec.prompt.wrap;

import java.util.Arrays;

/** How long the latest calls took. Safe for use by several threads. */
final class LatencyWindow {

  private static final int SIZE = 256;

  private final long[] latest = new long[SIZE];
  private int count;

  synchronized void add(long nanos) {
    latest[count % SIZE] = nanos;
    count = count == 2 * SIZE - 1 ? SIZE : count + 1;
  }

  /** How many calls are known, up to the size of the window. */
  synchronized int size() {
    return Math.min(count, SIZE);
  }

  /** The length that a share of the calls did not pass. */
  synchronized long quantile(double share) {
    long[] sorted = Arrays.copyOf(latest, size());
    Arrays.sort(sorted);
    return sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)];
  }
}
