package io.llmrec.embed.jvector;

import io.github.jbellis.jvector.disk.IndexWriter;
import io.github.jbellis.jvector.disk.SimpleWriter;
import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndex;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndexWriter;
import io.github.jbellis.jvector.graph.disk.OrdinalMapper;
import io.github.jbellis.jvector.graph.disk.feature.Feature;
import io.github.jbellis.jvector.graph.disk.feature.FeatureId;
import io.github.jbellis.jvector.graph.disk.feature.FusedPQ;
import io.github.jbellis.jvector.graph.disk.feature.InlineVectors;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.quantization.PQVectors;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import io.llmrec.core.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Builds a graph over vectors and writes it with the vectors inside, all on threads of its own. */
final class GraphWriter {

  private static final VectorTypeSupport TYPES =
      VectorizationProvider.getInstance().getVectorTypeSupport();

  private final JVectorOptions options;
  private final Progress progress;

  GraphWriter(JVectorOptions options, Progress progress) {
    this.options = options;
    this.progress = progress;
  }

  /** How walks of a graph of so many vectors are to compare them. */
  GraphScoring scoring(int vectors, int dimension) {
    return options.scoring().resolved(vectors, dimension);
  }

  /**
   * Writes the graph to a file, and for {@link GraphScoring#PQ_FIRST} the codes to another; node n
   * is the n-th vector.
   */
  void write(List<float[]> vectors, GraphScoring scoring, Path file, Path codesFile)
      throws IOException {
    int dimension = vectors.get(0).length;
    List<VectorFloat<?>> wrapped =
        vectors.stream().<VectorFloat<?>>map(TYPES::createFloatVector).toList();
    RandomAccessVectorValues values = new ListRandomAccessVectorValues(wrapped, dimension);
    try (BuildPool pool = new BuildPool(options.threads());
        GraphIndexBuilder builder = builder(values, pool.get())) {
      ImmutableGraphIndex graph = build(builder, values, pool.get());
      if (!scoring.hasCodes()) {
        write(graph, values, null, file);
        return;
      }
      PQVectors codes = ProductCodes.of(wrapped, dimension, pool.get());
      if (scoring == GraphScoring.PQ_FIRST) {
        write(graph, values, null, file);
        Files.deleteIfExists(codesFile);
        try (IndexWriter writer = new SimpleWriter(codesFile)) {
          codes.write(writer, OnDiskGraphIndex.CURRENT_VERSION);
        }
      } else {
        write(graph, values, codes, file);
      }
    }
  }

  /** As {@link GraphIndexBuilder#build} does it, but says how far it is. */
  private ImmutableGraphIndex build(
      GraphIndexBuilder builder, RandomAccessVectorValues values, ForkJoinPool pool) {
    BuildProgress told = new BuildProgress(values.size(), progress);
    pool.submit(
            () ->
                IntStream.range(0, values.size())
                    .parallel()
                    .forEach(
                        node -> {
                          builder.addGraphNode(node, values.getVector(node));
                          told.added();
                        }))
        .join();
    builder.cleanup();
    return builder.getGraph();
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

  private static void write(
      ImmutableGraphIndex graph,
      RandomAccessVectorValues values,
      @org.jspecify.annotations.Nullable PQVectors fused,
      Path file)
      throws IOException {
    Files.deleteIfExists(file);
    Map<FeatureId, IntFunction<Feature.State>> states = new EnumMap<>(FeatureId.class);
    states.put(FeatureId.INLINE_VECTORS, node -> new InlineVectors.State(values.getVector(node)));
    OnDiskGraphIndexWriter.Builder builder = new OnDiskGraphIndexWriter.Builder(graph, file);
    builder.with(new InlineVectors(values.dimension()));
    builder.withMapper(new OrdinalMapper.IdentityMapper(values.size() - 1));
    try (ImmutableGraphIndex.View view = graph.getView()) {
      if (fused != null) {
        builder.with(new FusedPQ(graph.maxDegree(), fused.getCompressor()));
        states.put(FeatureId.FUSED_PQ, node -> new FusedPQ.State(view, fused, node));
      }
      try (OnDiskGraphIndexWriter writer = builder.build()) {
        writer.write(states);
      }
    }
  }
}
