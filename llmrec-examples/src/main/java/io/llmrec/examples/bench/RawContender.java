package io.llmrec.examples.bench;

import io.github.jbellis.jvector.disk.ReaderSupplier;
import io.github.jbellis.jvector.disk.ReaderSupplierFactory;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndex;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.quantization.PQVectors;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.llmrec.core.encode.Embedding;
import io.llmrec.embed.jvector.GraphScoring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The library that our index is built on, over the files of our index at the same settings. */
final class RawContender implements SearchContender {

  private static final VectorSimilarityFunction SIMILARITY = VectorSimilarityFunction.DOT_PRODUCT;

  private final GraphScoring scoring;
  private @Nullable ReaderSupplier reader;
  private @Nullable ThreadLocal<GraphSearcher> searchers;
  private @Nullable PQVectors codes;

  RawContender(GraphScoring scoring) {
    this.scoring = scoring;
  }

  @Override
  public void build(List<Embedding> vectors, Path folder) throws IOException {
    try (OurContender ours = new OurContender(scoring, OurContender.Filter.PREDICATE)) {
      ours.build(vectors, folder);
    }
    reader = ReaderSupplierFactory.open(folder.resolve("graph.bin"));
    OnDiskGraphIndex graph = OnDiskGraphIndex.load(reader);
    searchers = ThreadLocal.withInitial(() -> new GraphSearcher(graph));
    if (scoring == GraphScoring.PQ_FIRST) {
      try (ReaderSupplier file = ReaderSupplierFactory.open(folder.resolve("codes.bin"))) {
        codes = PQVectors.load(file.get());
      }
    }
  }

  @Override
  public int[] search(Embedding query, int limit, int width, int every) {
    return search(query, limit, width, every == 1 ? Bits.ALL : node -> node % every == 0);
  }

  /** Among the nodes admitted. */
  int[] search(Embedding query, int limit, int width, Bits admitted) {
    ThreadLocal<GraphSearcher> mine = searchers;
    if (mine == null) {
      throw new IllegalStateException("not built");
    }
    GraphSearcher open = mine.get();
    VectorFloat<?> vector =
        VectorizationProvider.getInstance()
            .getVectorTypeSupport()
            .createFloatVector(query.toArray());
    OnDiskGraphIndex.View view = (OnDiskGraphIndex.View) open.getView();
    return Arrays.stream(open.search(scores(vector, view), limit, width, 0, 0, admitted).getNodes())
        .mapToInt(node -> node.node)
        .toArray();
  }

  private DefaultSearchScoreProvider scores(VectorFloat<?> vector, OnDiskGraphIndex.View view) {
    if (scoring == GraphScoring.FULL) {
      return DefaultSearchScoreProvider.exact(vector, SIMILARITY, view);
    }
    return new DefaultSearchScoreProvider(
        codes == null
            ? view.approximateScoreFunctionFor(vector, SIMILARITY)
            : codes.precomputedScoreFunctionFor(vector, SIMILARITY),
        view.rerankerFor(vector, SIMILARITY));
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }
}
