package io.llmrec.examples.bench;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.Indexer;
import io.llmrec.core.index.VectorIndex;
import io.llmrec.core.index.VectorTable;
import io.llmrec.examples.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The exact scan against the memory's bandwidth, and batches of queries against one at a time; all
 * in processor time of one thread.
 */
public final class ScanBenchmark {

  private static final int QUERIES = 64;

  private ScanBenchmark() {}

  /** Prints a line; arguments: vectors (100000 by default) and dimension (384 by default). */
  public static void main(String[] args) {
    int size = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    int dimension = args.length > 1 ? Integer.parseInt(args[1]) : 384;
    ClusteredVectors source = new ClusteredVectors(dimension, 1000, 7);
    List<Embedding> queries = source.draw(QUERIES);
    List<String> ids = IntStream.range(0, size).mapToObj(i -> "item-" + i).toList();
    double gigabytes = (double) size * dimension * Float.BYTES / 1e9;
    double bandwidth = gigabytes / (memory(size * dimension) / 1e9);
    try (VectorIndex index =
        Indexer.exact().index(VectorTable.of(ids, source.draw(size)), Path.of("unused"))) {
      double single = search(index, queries, 1);
      PrintStream out = Console.out();
      out.printf(
          Locale.ROOT,
          "exact scan of %,d x %d: memory %.1f GB/s; one query %.2f ms = %.1f GB/s (%.0f %%)%n",
          size,
          dimension,
          bandwidth,
          single / 1e6,
          gigabytes / (single / 1e9),
          100 * gigabytes / (single / 1e9) / bandwidth);
      for (int batch : new int[] {4, 16, 64}) {
        double each = search(index, queries, batch);
        out.printf(
            Locale.ROOT,
            "batches of %d: %.2f ms a query, %.1f times as fast as one at a time%n",
            batch,
            each / 1e6,
            single / each);
      }
    }
  }

  /** Nanoseconds to read as many numbers from an array with a sum that the compiler widens. */
  private static long memory(int numbers) {
    int[] array = IntStream.range(0, numbers).toArray();
    int[] sink = new int[1];
    long best = CpuClock.best(30, () -> sink[0] += sum(array));
    if (sink[0] == 1) {
      throw new IllegalStateException("never: the sum must not be optimised away");
    }
    return best;
  }

  private static int sum(int[] array) {
    int sum = 0;
    for (int i = 0; i < array.length; i++) {
      sum += array[i];
    }
    return sum;
  }

  /** Nanoseconds per query. */
  private static double search(VectorIndex index, List<Embedding> queries, int batch) {
    List<Embedding> some = queries.subList(0, batch);
    return CpuClock.best(Math.max(8, 40 / batch), () -> index.search(some, 10, id -> true))
        / (double) batch;
  }
}
