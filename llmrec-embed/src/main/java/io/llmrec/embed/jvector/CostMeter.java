package io.llmrec.embed.jvector;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.VectorTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/**
 * Measures {@link SearchCost} now and then: once the code has been compiled, and again after ever
 * longer intervals, since a busy moment can spoil a measurement. A low one of a few runs counts.
 * Walks are to a different query each time, as in real use, and scans of the same rows, which stay
 * in the processor's caches where a filter is used again.
 *
 * <p>A round of measurements is spread over several searches, so that none waits for all of them.
 * Safe for use by several threads.
 */
final class CostMeter {

  private static final int FIRST_AFTER = 200;
  private static final int FACTOR = 8;

  /** Searches between two measurements of a round. */
  private static final int STEP = 10;

  private static final int WALKS = 5;

  /** Together enough not to lie in the first caches, like those of a filter of a few per cent. */
  private static final int BLOCKS = 20;

  private static final int BLOCK_ROWS = 200;

  private static final int WIDER = 2;

  /** Walks that take longer are not tried. */
  private static final double LONGEST_NANOS = 5e6;

  private final AtomicLong searches = new AtomicLong();

  /** The search that measures next; none while one does. */
  private final AtomicLong next = new AtomicLong(FIRST_AFTER);

  private volatile SearchCost now = SearchCost.ASSUMED;

  /** The round under way, of the thread that measures. */
  private final List<WalkCurve.Point> points = new ArrayList<>();

  private int narrowest;
  private double rowNanos;
  private double againNanos;

  /** Keeps the compiler from leaving out what is measured. */
  private volatile float sink;

  SearchCost now() {
    return now;
  }

  /**
   * Counts a search, and says whether this one should call {@link #measure}: true for one thread,
   * and for no other until it has.
   */
  boolean isDue() {
    long due = next.get();
    return searches.incrementAndGet() >= due && next.compareAndSet(due, Long.MAX_VALUE);
  }

  /** Searches a graph without a filter. */
  @FunctionalInterface
  interface FreeWalk {

    /** Walks to a query, keeping so many candidates. */
    void to(Embedding query, int width);
  }

  /**
   * Takes the next measurement of a round; the last one puts the round in force.
   *
   * @param width of the narrowest walk; wider ones follow until a scan of as many rows as such a
   *     walk serves is faster
   */
  void measure(VectorTable table, FreeWalk walk, int width) {
    long soon = searches.get() + STEP;
    try {
      if (narrowest == 0) {
        narrowest = width;
        measureRows(table);
      } else if (measureWalk(table, walk)) {
        now = new SearchCost(new WalkCurve(points), rowNanos, againNanos);
        narrowest = 0;
        points.clear();
        soon = searches.get() * FACTOR;
      }
    } finally {
      next.set(soon);
    }
  }

  private void measureRows(VectorTable table) {
    RowScorer scorer =
        new RowScorer(table, List.of(table.embedding(0), table.embedding(table.size() - 1)));
    nanos(BLOCKS, block -> compare(scorer, block, table.size()));
    rowNanos = nanos(BLOCKS, block -> compare(scorer, block, table.size())) / BLOCK_ROWS;
    againNanos = nanos(BLOCKS, block -> compareAgain(scorer)) / BLOCK_ROWS;
  }

  /** Whether it was the last. */
  private boolean measureWalk(VectorTable table, FreeWalk walk) {
    double wide = narrowest * Math.pow(WIDER, points.size());
    int kept = (int) Math.min(wide, table.size());
    double nanos = nanos(WALKS, run -> walk.to(query(table, run), kept));
    double before = points.isEmpty() ? 0 : points.get(points.size() - 1).nanos();
    points.add(new WalkCurve.Point(wide, Math.max(before, nanos)));
    return points.size() > 1 && (wide * WIDER > table.size() || isSlow(before, wide, table.size()));
  }

  /** Whether the walk before took longer than a scan under the filter that makes it so wide. */
  private boolean isSlow(double nanos, double wide, int rows) {
    return nanos > LONGEST_NANOS || nanos > rowNanos * rows * narrowest * WIDER / wide;
  }

  /** A vector of the table, far from those of other runs. */
  private static Embedding query(VectorTable table, int run) {
    return table.embedding((int) ((long) run * table.size() / WALKS));
  }

  /** Rows at equal distances. */
  private void compare(RowScorer scorer, int block, int rows) {
    float sum = 0;
    int[] some = new int[scorer.block()];
    int end = (block + 1) * BLOCK_ROWS;
    for (int i = block * BLOCK_ROWS; i < end; ) {
      int count = Math.min(some.length, end - i);
      for (int j = 0; j < count; j++) {
        some[j] = (int) ((long) i++ * rows / (BLOCKS * BLOCK_ROWS));
      }
      scorer.load(some, count);
      for (int j = 0; j < count; j++) {
        sum += scorer.roughScore(0, j);
      }
    }
    sink = sum;
  }

  private void compareAgain(RowScorer scorer) {
    float sum = 0;
    for (int i = 0; i < BLOCK_ROWS; i++) {
      sum += scorer.roughScore(i & 1, 0);
    }
    sink = sum;
  }

  private static double nanos(int runs, IntConsumer work) {
    long[] took = new long[runs];
    for (int run = 0; run < runs; run++) {
      long start = System.nanoTime();
      work.accept(run);
      took[run] = System.nanoTime() - start;
    }
    Arrays.sort(took);
    return Math.max(1, took[runs / 4]);
  }
}
