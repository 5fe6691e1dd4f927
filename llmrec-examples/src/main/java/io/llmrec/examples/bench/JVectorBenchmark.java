package io.llmrec.examples.bench;

import io.github.jbellis.jvector.disk.ReaderSupplier;
import io.github.jbellis.jvector.disk.ReaderSupplierFactory;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndex;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.Hit;
import io.llmrec.core.index.Indexer;
import io.llmrec.core.index.VectorIndex;
import io.llmrec.core.index.VectorTable;
import io.llmrec.embed.jvector.GraphScoring;
import io.llmrec.embed.jvector.JVectorIndexer;
import io.llmrec.embed.jvector.JVectorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The index behind our interface against the library it is built on: the same graph file, the same
 * width, the same queries, one thread. The graph is built once and kept in the temporary folder.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 4, time = 3)
public class JVectorBenchmark {

  private static final int QUERIES = 1000;
  private static final int LIMIT = 10;

  /** How many vectors. */
  @Param("100000")
  public int size;

  /** Their dimension. */
  @Param("384")
  public int dimension;

  /** How many candidates the graph is searched for. */
  @Param({"50", "300"})
  public int width;

  private VectorTable table;
  private VectorIndex index;
  private List<Embedding> queries;
  private ReaderSupplier reader;
  private OnDiskGraphIndex graph;
  private GraphSearcher searcher;
  private int next;

  /** Makes the vectors, builds or opens the graph, and prints recall and memory. */
  @Setup
  public void open() throws IOException {
    ClusteredVectors source = new ClusteredVectors(dimension, 1000, 7);
    table =
        VectorTable.of(
            IntStream.range(0, size).mapToObj(i -> "item-" + i).toList(), source.draw(size));
    queries = source.draw(QUERIES);
    Path folder =
        Path.of(System.getProperty("java.io.tmpdir"), "llmrec-bench-" + size + "x" + dimension);
    Files.createDirectories(folder);
    JVectorOptions options =
        JVectorOptions.builder().searchWidth(width).overQuery(1).scoring(GraphScoring.FULL).build();
    index = JVectorIndexer.of(options).index(table, folder);
    Path file = folder.resolve("graph.bin");
    reader = ReaderSupplierFactory.open(file);
    graph = OnDiskGraphIndex.load(reader);
    searcher = new GraphSearcher(graph);
    System.out.printf(
        Locale.ROOT,
        "%nrecall@%d: ours %.4f, raw %.4f; graph file %d bytes a vector%n",
        LIMIT,
        recall(true),
        recall(false),
        Files.size(file) / size);
  }

  private double recall(boolean ours) throws IOException {
    int found = 0;
    List<Embedding> some = queries.subList(0, 200);
    try (VectorIndex exact = Indexer.exact().index(table, Path.of("unused"))) {
      for (Embedding query : some) {
        Set<String> truth = new HashSet<>();
        exact
            .search(List.of(query), LIMIT, id -> true)
            .get(0)
            .forEach(hit -> truth.add(hit.itemId()));
        found +=
            ours
                ? (int) ours(query).stream().filter(hit -> truth.contains(hit.itemId())).count()
                : (int)
                    Arrays.stream(raw(query).getNodes())
                        .limit(LIMIT)
                        .filter(node -> truth.contains("item-" + node.node))
                        .count();
      }
    }
    return found / (double) (some.size() * LIMIT);
  }

  /** Closes both. */
  @TearDown
  public void close() throws IOException {
    index.close();
    searcher.close();
    graph.close();
    reader.close();
  }

  /** A search through {@link VectorIndex}: filter, cosines, ids. */
  @Benchmark
  public List<Hit> ours() {
    return ours(query());
  }

  /** A search through the library: scores and node numbers. */
  @Benchmark
  public SearchResult raw() throws IOException {
    return raw(query());
  }

  private Embedding query() {
    next = (next + 1) % QUERIES;
    return queries.get(next);
  }

  private List<Hit> ours(Embedding query) {
    return index.search(List.of(query), LIMIT, id -> true).get(0);
  }

  private SearchResult raw(Embedding query) throws IOException {
    VectorFloat<?> vector =
        VectorizationProvider.getInstance()
            .getVectorTypeSupport()
            .createFloatVector(query.toArray());
    DefaultSearchScoreProvider scores =
        DefaultSearchScoreProvider.exact(
            vector,
            VectorSimilarityFunction.DOT_PRODUCT,
            (RandomAccessVectorValues) searcher.getView());
    return searcher.search(scores, LIMIT, width, 0f, 0f, Bits.ALL);
  }
}
