package io.llmrec.embed.jvector;

import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndexWriter;
import io.github.jbellis.jvector.graph.disk.OrdinalMapper;
import io.github.jbellis.jvector.graph.disk.feature.Feature;
import io.github.jbellis.jvector.graph.disk.feature.FeatureId;
import io.github.jbellis.jvector.graph.disk.feature.InlineVectors;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds a graph over vectors and writes it with the vectors inside, all on threads of its own. */
final class GraphWriter {

  private static final Logger LOGGER = LoggerFactory.getLogger(GraphWriter.class);

  private static final String THREAD_NAME = "llmrec-graph-";

  private static final VectorTypeSupport TYPES =
      VectorizationProvider.getInstance().getVectorTypeSupport();

  private final JVectorOptions options;

  GraphWriter(JVectorOptions options) {
    this.options = options;
  }

  /** Writes the graph to a file; node n is the n-th vector. */
  void write(List<float[]> vectors, Path file) throws IOException {
    int dimension = vectors.get(0).length;
    List<VectorFloat<?>> wrapped =
        vectors.stream().<VectorFloat<?>>map(TYPES::createFloatVector).toList();
    RandomAccessVectorValues values = new ListRandomAccessVectorValues(wrapped, dimension);
    ForkJoinPool pool = new ForkJoinPool(options.threads(), GraphWriter::worker, null, false);
    try (GraphIndexBuilder builder = builder(values, pool)) {
      write(builder.build(values), values, file);
    } finally {
      close(pool);
    }
  }

  private static void close(ForkJoinPool pool) {
    pool.shutdownNow();
    try {
      if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
        LOGGER.warn("threads that built an index did not end within 10 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Workers are daemons; the common pool, which is the default, belongs to the host. */
  private static ForkJoinWorkerThread worker(ForkJoinPool pool) {
    ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
    thread.setName(THREAD_NAME + thread.getPoolIndex());
    return thread;
  }

  /**
   * The constructor is deprecated in favour of a builder that takes the last two flags from
   * settings of the whole process, which anyone may change; here they are given.
   */
  @SuppressWarnings("deprecation")
  private GraphIndexBuilder builder(RandomAccessVectorValues values, ForkJoinPool pool) {
    return new GraphIndexBuilder(
        BuildScoreProvider.randomAccessScoreProvider(values, VectorSimilarityFunction.DOT_PRODUCT),
        values.dimension(),
        options.degree(),
        options.beamWidth(),
        options.overflow(),
        options.alpha(),
        true, // with upper layers
        true, // with a second pass over all nodes
        pool,
        pool);
  }

  private static void write(ImmutableGraphIndex graph, RandomAccessVectorValues values, Path file)
      throws IOException {
    Files.deleteIfExists(file);
    try (OnDiskGraphIndexWriter writer =
        new OnDiskGraphIndexWriter.Builder(graph, file)
            .with(new InlineVectors(values.dimension()))
            .withMapper(new OrdinalMapper.IdentityMapper(values.size() - 1))
            .build()) {
      writer.write(
          Feature.singleStateFactory(
              FeatureId.INLINE_VECTORS, node -> new InlineVectors.State(values.getVector(node))));
    }
  }
}
