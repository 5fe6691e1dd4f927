package io.llmrec.examples.bench;

import io.github.jbellis.jvector.util.Bits;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.AllowList;
import io.llmrec.core.index.CategoryFilter.Categories;
import io.llmrec.core.index.VectorIndex;
import io.llmrec.core.index.VectorTable;
import io.llmrec.embed.jvector.GraphScoring;
import io.llmrec.embed.jvector.JVectorIndexer;
import io.llmrec.embed.jvector.JVectorOptions;
import io.llmrec.examples.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the choice between graph and scan is worth: our index, which chooses, beside a walk by the
 * library itself through the same graph with the same filter, and a bare scan of the rows admitted.
 *
 * <p>All three answer the same queries in turn, a block of them at a time, in one thread; figures
 * are queries per second of its processor time, of the median block. The two peers give row
 * numbers, ours ids and exact cosines. A predicate is asked by all three; rows of a category or an
 * allow-list are known to all.
 */
public final class FilterPlannerBenchmark {

  private static final int LIMIT = 10;
  private static final int BLOCK = 100;
  private static final int CHUNK = 5;
  private static final long BLOCK_NANOS = 15_000_000;
  private static final int[] EVERY = {2, 10, 33, 100};

  /** One way to search, as row numbers; ids are the numbers of rows. */
  @FunctionalInterface
  private interface Search {

    int[] of(Embedding query);
  }

  private final List<Embedding> vectors;
  private final List<Embedding> queries;
  private final String[] ids;
  private final int width;
  private final double seconds;
  private final VectorIndex index;
  private final RawContender raw;
  private final ScanContender scan = new ScanContender();
  private final PrintStream out = Console.out();

  private FilterPlannerBenchmark(
      Path root, List<Embedding> all, int queryCount, int width, double seconds)
      throws IOException {
    this.vectors = all.subList(0, all.size() - queryCount);
    this.queries = all.subList(all.size() - queryCount, all.size());
    this.width = width;
    this.seconds = seconds;
    this.ids =
        IntStream.range(0, vectors.size()).mapToObj(Integer::toString).toArray(String[]::new);
    int dimension = vectors.get(0).dimension();
    GraphScoring scoring = GraphScoring.suited(vectors.size(), dimension);
    String set = "hard-%d-x-%d-%d".formatted(ids.length, dimension, Runtime.version().feature());
    Path folder = Files.createDirectories(root.resolve(set).resolve(scoring.name()));
    JVectorOptions options =
        JVectorOptions.builder()
            .searchWidth(width)
            .overQuery(1)
            .exactBelow(0)
            .scoring(scoring)
            .build();
    this.index = JVectorIndexer.of(options).index(VectorTable.of(List.of(ids), vectors), folder);
    this.raw = new RawContender(scoring);
    raw.build(vectors, folder);
    scan.build(vectors, folder);
  }

  /**
   * Arguments: a folder that keeps graphs, number of vectors, dimension, queries, search width, and
   * seconds for each filter.
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 6) {
      throw new IllegalArgumentException("usage: FOLDER SIZE DIMENSION QUERIES WIDTH SECONDS");
    }
    int size = Integer.parseInt(args[1]);
    int dimension = Integer.parseInt(args[2]);
    int queries = Integer.parseInt(args[3]);
    new FilterPlannerBenchmark(
            Path.of(args[0]),
            new ClusteredVectors(dimension, 1000, 7).draw(size + queries),
            queries,
            Integer.parseInt(args[4]),
            Double.parseDouble(args[5]))
        .run();
  }

  private void run() throws IOException {
    out.printf(
        "%d x %d, JDK %d, width %d, %s%n",
        ids.length,
        vectors.get(0).dimension(),
        Runtime.version().feature(),
        width,
        GraphScoring.suited(ids.length, vectors.get(0).dimension()));
    out.println("filter\tplanner\tgraph\tscan\tplanner / better\trecall of planner, graph");
    compare(
        "none",
        query -> ours(query, id -> true),
        query -> raw.search(query, LIMIT, width, Bits.ALL),
        query -> scan.search(query, LIMIT, width, 1));
    for (int every : EVERY) {
      Predicate<String> admits = id -> Integer.parseInt(id) % every == 0;
      compare(
          name("predicate", every),
          query -> ours(query, admits),
          query -> raw.search(query, LIMIT, width, (Bits) row -> admits.test(ids[row])),
          query -> scan.search(query, LIMIT, row -> admits.test(ids[row])));
      Categories categories = id -> List.of(admits.test(id) ? "in" : "out");
      known(name("category", every), every, categories.any(List.of("in")));
      known(
          name("allow-list", every),
          every,
          AllowList.of(Arrays.stream(ids).filter(admits).toList()));
    }
    index.close();
    raw.close();
  }

  private static String name(String kind, int every) {
    return "%s, %.0f %%".formatted(kind, 100.0 / every);
  }

  private void known(String name, int every, Predicate<String> filter) {
    int[] rows = IntStream.range(0, ids.length).filter(row -> row % every == 0).toArray();
    boolean[] admitted = new boolean[ids.length];
    Arrays.stream(rows).forEach(row -> admitted[row] = true);
    compare(
        name,
        query -> ours(query, filter),
        query -> raw.search(query, LIMIT, width, (Bits) row -> admitted[row]),
        query -> scan.search(query, LIMIT, rows));
  }

  private int[] ours(Embedding query, Predicate<String> filter) {
    return index.search(List.of(query), LIMIT, filter).get(0).stream()
        .mapToInt(hit -> Integer.parseInt(hit.itemId()))
        .toArray();
  }

  /** The first third of the time warms up. */
  private void compare(String name, Search planner, Search graph, Search exact) {
    List<Search> ways = List.of(planner, graph, exact);
    List<double[]> rounds = new ArrayList<>();
    long start = CpuClock.thread();
    for (int round = 0; rounds.size() < 3 || CpuClock.thread() - start < seconds * 1e9; round++) {
      double[] nanos = new double[ways.size()];
      for (int turn = 0; turn < nanos.length; turn++) {
        int way = (round + turn) % nanos.length;
        nanos[way] = block(ways.get(way), round);
      }
      if (CpuClock.thread() - start > seconds * 1e9 / 3) {
        rounds.add(nanos);
      }
    }
    double graphRatio = median(rounds, nanos -> nanos[1] / nanos[0]);
    double scanRatio = median(rounds, nanos -> nanos[2] / nanos[0]);
    out.printf(
        Locale.ROOT,
        "%s\t%.0f\t%.0f\t%.0f\t%.2f\t%.3f, %.3f%n",
        name,
        1e9 / median(rounds, nanos -> nanos[0]),
        1e9 / median(rounds, nanos -> nanos[1]),
        1e9 / median(rounds, nanos -> nanos[2]),
        Math.min(graphRatio, scanRatio),
        recall(planner, exact),
        recall(graph, exact));
  }

  private static double median(List<double[]> rounds, ToDoubleFunction<double[]> value) {
    double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** Nanoseconds a query, of a number of queries or a time, whichever is over first. */
  private double block(Search way, int round) {
    long start = CpuClock.thread();
    int asked = 0;
    while (asked < BLOCK && CpuClock.thread() - start < BLOCK_NANOS) {
      for (int i = 0; i < CHUNK; i++) {
        way.of(queries.get((round * BLOCK + asked) % queries.size()));
        asked++;
      }
    }
    return (double) (CpuClock.thread() - start) / asked;
  }

  private double recall(Search way, Search exact) {
    long right = 0;
    long wanted = 0;
    for (Embedding query : queries.subList(0, Math.min(200, queries.size()))) {
      Set<Integer> truth = IntStream.of(exact.of(query)).boxed().collect(Collectors.toSet());
      right += IntStream.of(way.of(query)).filter(truth::contains).count();
      wanted += truth.size();
    }
    return (double) right / wanted;
  }
}
