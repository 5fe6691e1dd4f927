package io.llmrec.examples.bench;

import io.llmrec.core.encode.Embedding;
import io.llmrec.embed.jvector.GraphScoring;
import io.llmrec.embed.jvector.JVectorIndexer;
import io.llmrec.examples.Console;
import io.llmrec.examples.bench.OurContender.Filter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Queries per CPU second at recall@10 of 0.90, 0.95 and 0.99, ours beside other libraries on the
 * same vectors, with and without filters, by one thread and two; and what building took.
 *
 * <p>Each contender is tried at growing widths until it reaches the recall. Rows go to a file as
 * they are finished and are not measured again, so a table can be made in pieces; indexes stay in
 * the folder, and a build of 0 seconds is one that was there.
 */
public final class VectorSearchBenchmark {

  private static final int LIMIT = 10;
  private static final int[] WIDTHS = {10, 15, 20, 30, 45, 70, 100, 150, 220, 330, 500, 750};
  private static final double[] TARGETS = {0.90, 0.95, 0.99};

  private static final int WARM_UPS = 5;
  private static final int ROUNDS = 3;

  /** Folders that contenders share: what one has built, the other opens. */
  private static final Map<String, String> PLACES =
      Map.of(
          "ours-full", GraphScoring.FULL.name(),
          "raw-full", GraphScoring.FULL.name(),
          "ours-pq", GraphScoring.PQ_FIRST.name(),
          "raw-pq", GraphScoring.PQ_FIRST.name(),
          "ours-fused", GraphScoring.FUSED_PQ.name(),
          "raw-fused", GraphScoring.FUSED_PQ.name());

  private static final Map<String, Supplier<SearchContender>> CONTENDERS = new LinkedHashMap<>();

  static {
    CONTENDERS.put("ours-exact", () -> new OurContender(null, Filter.PREDICATE));
    CONTENDERS.put("ours-exact-listed", () -> new OurContender(null, Filter.ALLOW_LIST));
    CONTENDERS.put("ours-default", () -> new OurContender(GraphScoring.FULL, Filter.ALLOW_LIST));
    CONTENDERS.put("ours-full", () -> new OurContender(GraphScoring.FULL, Filter.PREDICATE));
    CONTENDERS.put("raw-full", () -> new RawContender(GraphScoring.FULL));
    CONTENDERS.put("ours-pq", () -> new OurContender(GraphScoring.PQ_FIRST, Filter.PREDICATE));
    CONTENDERS.put("raw-pq", () -> new RawContender(GraphScoring.PQ_FIRST));
    CONTENDERS.put("ours-fused", () -> new OurContender(GraphScoring.FUSED_PQ, Filter.PREDICATE));
    CONTENDERS.put("raw-fused", () -> new RawContender(GraphScoring.FUSED_PQ));
    CONTENDERS.put("scan", ScanContender::new);
    CONTENDERS.put("lucene", LuceneContender::new);
    CONTENDERS.put("hnswlib", HnswlibContender::new);
  }

  private final List<Embedding> vectors;
  private final List<Embedding> queries;
  private final Path folder;
  private final List<Set<Integer>> truth = new ArrayList<>();
  private final Map<Integer, List<Set<Integer>>> filteredTruth = new LinkedHashMap<>();

  private VectorSearchBenchmark(List<Embedding> all, int queryCount, Path folder)
      throws IOException {
    this.vectors = all.subList(0, all.size() - queryCount);
    this.queries = all.subList(all.size() - queryCount, all.size());
    this.folder = Files.createDirectories(folder);
    JVectorIndexer.defaults(); // silences the library's log
    for (int every : new int[] {1, 2, 10, 100}) {
      List<Set<Integer>> sets = every == 1 ? truth : new ArrayList<>();
      filteredTruth.put(every, sets);
      try (OurContender exact = new OurContender(null, Filter.PREDICATE)) {
        exact.build(vectors, folder);
        for (Embedding query : queries) {
          sets.add(
              IntStream.of(exact.search(query, LIMIT, 0, every))
                  .boxed()
                  .collect(Collectors.toSet()));
        }
      }
    }
  }

  /**
   * Arguments: a folder for indexes and rows, "hard" (clustered) or the folder of real texts,
   * number of vectors, dimension, queries, and the names of contenders (all by default).
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 5) {
      throw new IllegalArgumentException(
          "usage: FOLDER hard|DATA SIZE DIMENSION QUERIES [CONTENDER...] of "
              + CONTENDERS.keySet());
    }
    Path root = Files.createDirectories(Path.of(args[0]));
    int size = Integer.parseInt(args[2]);
    int dimension = Integer.parseInt(args[3]);
    int queries = Integer.parseInt(args[4]);
    boolean hard = args[1].equals("hard");
    List<Embedding> all =
        hard ? hard(size, queries, dimension) : real(args[1], size, queries, dimension);
    String set =
        "%s %d x %d, JDK %d"
            .formatted(
                hard ? "hard" : "real",
                all.size() - queries,
                dimension,
                Runtime.version().feature());
    Path rows = root.resolve("rows.tsv");
    String done = Files.exists(rows) ? Files.readString(rows) : "";
    VectorSearchBenchmark benchmark =
        new VectorSearchBenchmark(all, queries, root.resolve(set.replaceAll("[^a-z0-9]+", "-")));
    List<String> wanted =
        args.length > 5 ? List.of(args).subList(5, args.length) : List.copyOf(CONTENDERS.keySet());
    for (String name : wanted) {
      if (!done.contains(set + "\t" + name + "\t")) {
        String row = set + "\t" + name + "\t" + benchmark.measure(name) + "\n";
        Files.writeString(rows, row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    }
    PrintStream out = Console.out();
    out.println(
        "set\tcontender\tbuild CPU s, heap MB, files MB\tqueries per CPU s at recall .90 | .95 |"
            + " .99 (width)\tat width of .95: filter 50 % | 10 % | 1 % (recall)\tby two threads at"
            + " once");
    out.print(Files.readString(rows));
  }

  /** Many clusters with wide noise: a cosine of 0.55 within a cluster. */
  private static List<Embedding> hard(int size, int queries, int dimension) {
    return new ClusteredVectors(dimension, 1000, 7).draw(size + queries);
  }

  private static List<Embedding> real(String data, int size, int queries, int dimension)
      throws IOException {
    List<String> texts = RealTexts.read(Path.of(data));
    return RealTexts.encode(texts.subList(0, Math.min(texts.size(), size + queries)), dimension);
  }

  private String measure(String name) throws IOException {
    boolean isDefault = name.equals("ours-default");
    GraphScoring suited = GraphScoring.suited(vectors.size(), vectors.get(0).dimension());
    Path place = folder.resolve(isDefault ? suited.name() : PLACES.getOrDefault(name, name));
    boolean built = Files.exists(place);
    Files.createDirectories(place);
    long heap = usedHeap();
    long cpu = CpuClock.process();
    try (SearchContender contender =
        isDefault ? new OurContender(suited, Filter.ALLOW_LIST) : CONTENDERS.get(name).get()) {
      contender.build(vectors, place);
      double seconds = built ? 0 : (CpuClock.process() - cpu) / 1e9;
      for (int run = 0; run < WARM_UPS; run++) {
        speed(contender, WIDTHS[3], 1);
      }
      StringBuilder row = new StringBuilder();
      row.append(
          String.format(
              Locale.ROOT,
              "%.1f, %d, %d\t",
              seconds,
              (usedHeap() - heap) >> 20,
              bytes(place) >> 20));
      int width = widths(contender, row);
      row.append('\t');
      for (int every : SearchContender.FILTERS) {
        Speed speed = speed(contender, width, every);
        row.append(speed == null ? "-" : "%.0f (%.3f)".formatted(speed.queries, speed.recall));
        row.append(every == 100 ? "" : " | ");
      }
      return row.append("\t%.0f".formatted(byTwoThreads(contender, width))).toString();
    }
  }

  /** Queries per CPU second, and recall. */
  private record Speed(double queries, double recall) {}

  /** Appends the speeds at the recalls wanted; gives the width for 0.95. */
  private int widths(SearchContender contender, StringBuilder row) throws IOException {
    int target = 0;
    int chosen = WIDTHS[WIDTHS.length - 1];
    for (int width : WIDTHS) {
      Speed speed = speed(contender, width, 1);
      while (speed != null && target < TARGETS.length && speed.recall >= TARGETS[target]) {
        row.append(
            String.format(
                Locale.ROOT, "%s%.0f (%d)", target == 0 ? "" : " | ", speed.queries, width));
        chosen = TARGETS[target] == 0.95 ? width : chosen;
        target++;
      }
      if (target == TARGETS.length) {
        return chosen;
      }
    }
    row.append(target == 0 ? "not reached" : " | not reached");
    return chosen;
  }

  private @Nullable Speed speed(SearchContender contender, int width, int every)
      throws IOException {
    double recall = 0;
    double best = 0;
    for (int run = 0; run < ROUNDS; run++) {
      int right = 0;
      int wanted = 0;
      long start = CpuClock.thread();
      for (int i = 0; i < queries.size(); i++) {
        int[] found = contender.search(queries.get(i), LIMIT, width, every);
        if (found == null) {
          return null;
        }
        Set<Integer> expected = filteredTruth.getOrDefault(every, truth).get(i);
        right += (int) IntStream.of(found).filter(expected::contains).count();
        wanted += expected.size();
      }
      best = Math.max(best, queries.size() / ((CpuClock.thread() - start) / 1e9));
      recall = (double) right / wanted;
    }
    return new Speed(best, recall);
  }

  /** Queries per second of processor time that both threads took together. */
  private double byTwoThreads(SearchContender contender, int width) {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      double best = 0;
      for (int run = 0; run < ROUNDS; run++) {
        List<Callable<Long>> halves =
            List.of(() -> nanosForAll(contender, width), () -> nanosForAll(contender, width));
        long nanos = 0;
        for (Future<Long> half : threads.invokeAll(halves)) {
          nanos += half.get();
        }
        best = Math.max(best, 2 * queries.size() / (nanos / 1e9));
      }
      return best;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a search failed: " + e.getCause(), e);
    } finally {
      threads.shutdownNow();
    }
  }

  private long nanosForAll(SearchContender contender, int width) throws IOException {
    long start = CpuClock.thread();
    for (Embedding query : queries) {
      contender.search(query, LIMIT, width, 1);
    }
    return CpuClock.thread() - start;
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
