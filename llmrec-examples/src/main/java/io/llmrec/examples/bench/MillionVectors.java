package io.llmrec.examples.bench;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.file.DurableFiles;
import io.llmrec.core.index.AllowList;
import io.llmrec.core.index.CategoryFilter.Categories;
import io.llmrec.core.index.Hit;
import io.llmrec.embed.jvector.JVectorOptions;
import io.llmrec.embed.jvector.LiveIndex;
import io.llmrec.embed.jvector.LiveOptions;
import io.llmrec.embed.store.VectorPrecision;
import io.llmrec.examples.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The life of a large index: build, save, open, search, filter, delete, all through {@link
 * LiveIndex}, with what each step took. Run it with {@code -Xmx6g} to see that 8 GB are enough.
 */
public final class MillionVectors {

  private static final int BATCH = 10_000;
  private static final int QUERIES = 200;
  private static final int LIMIT = 10;

  private final int size;
  private final int dimension;
  private final PrintStream out = Console.out();
  private final ClusteredVectors source;

  private MillionVectors(int size, int dimension) {
    this.size = size;
    this.dimension = dimension;
    this.source = new ClusteredVectors(dimension, Math.max(10, size / 100), 7);
  }

  /** Arguments: vectors (1000000 by default) and dimension (128 by default). */
  public static void main(String[] args) throws IOException {
    int size = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    int dimension = args.length > 1 ? Integer.parseInt(args[1]) : 128;
    Path folder = Files.createTempDirectory("llmrec-million");
    try {
      new MillionVectors(size, dimension).run(folder);
    } finally {
      DurableFiles.deleteFolder(folder);
    }
  }

  private LiveIndex open(Path folder) {
    JVectorOptions options = JVectorOptions.builder().searchWidth(100).build();
    return LiveIndex.open(
        folder,
        "clustered-1",
        dimension,
        new LiveOptions(options, VectorPrecision.F32, Integer.MAX_VALUE));
  }

  private void run(Path folder) throws IOException {
    out.printf(Locale.ROOT, "%,d vectors of %d dimensions%n", size, dimension);
    try (LiveIndex index = open(folder)) {
      step("put", () -> putAll(index));
      step("build and save", () -> index.rebuild().join());
    }
    out.printf(Locale.ROOT, "files: %,d MB%n", bytes(folder) >> 20);
    long start = System.nanoTime();
    try (LiveIndex index = open(folder)) {
      out.printf(Locale.ROOT, "open: %.1f s%n", (System.nanoTime() - start) / 1e9);
      List<Embedding> queries = source.draw(QUERIES);
      out.println(index.checkRecall(100, LIMIT, 1));
      search(index, "all", queries, id -> true);
      Categories tens = id -> List.of(Integer.toString(number(id) % 10));
      search(index, "category of 10 %, bitmap", queries, tens.any(List.of("3")));
      search(index, "predicate, 50 %", queries, id -> number(id) % 2 == 0);
      search(
          index,
          "allow-list, 1 %",
          queries,
          AllowList.of(IntStream.range(0, size / 100).mapToObj(i -> "i" + i * 100).toList()));
      List<String> gone = IntStream.range(0, size / 10).mapToObj(i -> "i" + i * 10).toList();
      step("delete a tenth", () -> index.delete(gone));
      search(index, "after deletions", queries, id -> true);
      boolean found =
          index.search(queries, 100, id -> true).stream()
              .flatMap(List::stream)
              .anyMatch(hit -> number(hit.itemId()) % 10 == 0);
      printHeap();
      out.println(found ? "WRONG: a deleted item was found" : "no deleted item was found");
    }
  }

  private void printHeap() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    out.printf(
        Locale.ROOT,
        "heap in use while open: %,d MB of at most %,d MB%n",
        (runtime.totalMemory() - runtime.freeMemory()) >> 20,
        runtime.maxMemory() >> 20);
  }

  private void putAll(LiveIndex index) {
    for (int start = 0; start < size; start += BATCH) {
      Map<String, List<Embedding>> batch = new HashMap<>();
      int first = start;
      for (Embedding vector : source.draw(Math.min(BATCH, size - start))) {
        batch.put("i" + (first + batch.size()), List.of(vector));
      }
      index.putAll(batch);
    }
  }

  private static int number(String id) {
    return Integer.parseInt(id.substring(1));
  }

  private void step(String name, Runnable work) {
    long start = System.nanoTime();
    long cpu = CpuClock.process();
    work.run();
    out.printf(
        Locale.ROOT,
        "%s: %.1f s, %.1f s of processors%n",
        name,
        (System.nanoTime() - start) / 1e9,
        (CpuClock.process() - cpu) / 1e9);
  }

  private void search(
      LiveIndex index, String name, List<Embedding> queries, Predicate<String> admits) {
    List<List<Hit>> warm = index.search(queries, LIMIT, admits);
    long start = CpuClock.thread();
    for (Embedding query : queries) {
      index.search(List.of(query), LIMIT, admits);
    }
    out.printf(
        Locale.ROOT,
        "search, %s: %,.0f queries per CPU second, %d hits each%n",
        name,
        QUERIES / ((CpuClock.thread() - start) / 1e9),
        warm.get(0).size());
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
