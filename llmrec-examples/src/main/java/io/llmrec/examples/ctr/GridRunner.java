package io.llmrec.examples.ctr;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Makes the cells of a grid that are missing, in order, and tells how far it is. A kill loses the
 * cell under way.
 */
final class GridRunner {

  private final ScoreStore store;
  private final PrintStream out;

  GridRunner(ScoreStore store, PrintStream out) {
    this.store = store;
    this.out = out;
  }

  /**
   * Runs.
   *
   * @param most how many cells are made at most
   * @param made makes a cell
   * @return how many were made
   */
  int run(List<GridCell> cells, int most, Function<GridCell, CellScores> made) {
    long start = System.nanoTime();
    int count = 0;
    for (int i = 0; i < cells.size() && count < most; i++) {
      GridCell cell = cells.get(i);
      if (store.find(cell).isEmpty() && store.make(cell, () -> made.apply(cell))) {
        count++;
        tell(cell, i, cells.size(), Duration.ofNanos((System.nanoTime() - start) / count));
      }
    }
    return count;
  }

  private void tell(GridCell cell, int index, int total, Duration each) {
    CellScores scores = store.find(cell).orElseThrow();
    out.printf(
        Locale.ROOT,
        "cell %d of %d: %s: validation AUC %.4f, %d epochs, %.0f s; about %d min for the rest%n",
        index + 1,
        total,
        cell,
        scores.validation(),
        scores.epochs(),
        scores.seconds(),
        each.multipliedBy(total - index - 1).toMinutes());
  }
}
