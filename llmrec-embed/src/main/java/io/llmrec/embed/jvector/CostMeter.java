package io.llmrec.embed.jvector;

import io.llmrec.core.index.VectorTable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Measures {@link SearchCost} now and then: once the code has been compiled, and again after ever
 * longer intervals, since a cold page or a busy moment can spoil a measurement. The best of a few
 * runs counts. Safe for use by several threads.
 */
final class CostMeter {

  private static final int FIRST_AFTER = 200;
  private static final int FACTOR = 8;
  private static final int RUNS = 5;
  private static final int ROWS = 1_000;

  private final AtomicLong searches = new AtomicLong();
  private final AtomicLong next = new AtomicLong(FIRST_AFTER);
  private volatile SearchCost now = SearchCost.ASSUMED;

  SearchCost now() {
    return now;
  }

  /** Counts a search, and says whether this one should measure: true for one thread at a time. */
  boolean isDue() {
    long due = next.get();
    return searches.incrementAndGet() >= due && next.compareAndSet(due, due * FACTOR);
  }

  /**
   * Measures.
   *
   * @param walk searches the graph without a filter and gives the number of nodes visited
   * @param width of that walk
   */
  void measure(VectorTable table, Admission admission, LongSupplier walk, int width) {
    RowScorer scorer = new RowScorer(table, table.embedding(0));
    int rows = Math.min(ROWS, table.size());
    int step = table.size() / rows;
    double visits = walk.getAsLong();
    double perVisit = nanos(walk::getAsLong) / visits;
    double perRow = nanos(() -> compare(scorer, rows, step)) / rows;
    double perTest =
        admission.known() ? now.test() : nanos(() -> ask(admission, rows, step)) / rows;
    now = new SearchCost(visits / width, perVisit, perRow, perTest);
  }

  private static long compare(RowScorer scorer, int rows, int step) {
    float largest = 0;
    for (int i = 0; i < rows; i++) {
      scorer.load(i * step);
      largest = Math.max(largest, scorer.roughScore(0));
    }
    return (long) largest;
  }

  private static long ask(Admission admission, int rows, int step) {
    long admitted = 0;
    for (int i = 0; i < rows; i++) {
      admitted += admission.test(i * step) ? 1 : 0;
    }
    return admitted;
  }

  private static double nanos(LongSupplier work) {
    long best = Long.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      work.getAsLong();
      best = Math.min(best, System.nanoTime() - start);
    }
    return Math.max(1, best);
  }
}
