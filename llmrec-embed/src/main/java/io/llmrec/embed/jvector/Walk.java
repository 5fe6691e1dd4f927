package io.llmrec.embed.jvector;

import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.SearchResult.NodeScore;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndex;
import io.github.jbellis.jvector.graph.disk.feature.FeatureId;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.graph.similarity.ScoreFunction;
import io.github.jbellis.jvector.graph.similarity.SearchScoreProvider;
import io.github.jbellis.jvector.quantization.PQVectors;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import io.llmrec.core.encode.DotProduct;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.BestHits;
import io.llmrec.core.index.Hit;
import io.llmrec.core.index.VectorTable;
import java.util.List;

/**
 * Searches through a graph, one query after the other. Not safe for use by several threads. A
 * searcher whose query failed is not given back.
 */
final class Walk implements AutoCloseable {

  private static final VectorTypeSupport TYPES =
      VectorizationProvider.getInstance().getVectorTypeSupport();

  private static final VectorSimilarityFunction SIMILARITY = VectorSimilarityFunction.DOT_PRODUCT;

  private final VectorTable table;
  private final GraphFolder.Opened graph;
  private final SearcherPool searchers;
  private final GraphSearcher searcher;
  private final int limit;
  private final int width;

  /** The vector of a node that is looked at, and the same memory as the library sees it. */
  private final float[] met;

  private final VectorFloat<?> metVector;
  private float[] query;
  private boolean failed;

  Walk(
      VectorTable table,
      GraphFolder.Opened graph,
      SearcherPool searchers,
      Embedding query,
      int limit,
      int width) {
    this.table = table;
    this.graph = graph;
    this.searchers = searchers;
    this.searcher = searchers.take(graph.graph());
    this.met = new float[table.dimension()];
    this.metVector = TYPES.createFloatVector(met);
    this.query = query.toArray();
    this.limit = limit;
    this.width = width;
  }

  /** Takes the next query. */
  void to(Embedding next) {
    query = next.toArray();
  }

  /** Where nearly all is admitted, it is cheaper to ask for the best nodes only. */
  List<Hit> thenFilter(Admission admission) {
    return hits(search(width, Bits.ALL), admission);
  }

  /** Asks for every node on the way. Each node found stands for at least one row. */
  List<Hit> filtered(Admission admission) {
    NodeMap map = graph.map();
    return hits(search(Math.min(limit, width), node -> map.any(node, admission)), admission);
  }

  /** As {@link #thenFilter}, without the hits. */
  void free() {
    search(width, Bits.ALL);
  }

  private SearchResult search(int nodes, Bits admitted) {
    failed = true;
    SearchResult result = searcher.search(scores(), nodes, width, 0, 0, admitted);
    failed = false;
    return result;
  }

  private SearchScoreProvider scores() {
    OnDiskGraphIndex.View view = view();
    VectorFloat<?> vector = TYPES.createFloatVector(query);
    // Unlike the library's own, this one needs no new memory for each node.
    ScoreFunction.ExactScoreFunction exact =
        node -> {
          view.getVectorInto(node, metVector, 0);
          return SIMILARITY.compare(vector, metVector);
        };
    PQVectors codes = graph.codes();
    if (codes != null) {
      return new DefaultSearchScoreProvider(
          codes.precomputedScoreFunctionFor(vector, SIMILARITY), exact);
    }
    return graph.graph().getFeatureSet().contains(FeatureId.FUSED_PQ)
        ? new DefaultSearchScoreProvider(
            view.approximateScoreFunctionFor(vector, SIMILARITY), exact)
        : new DefaultSearchScoreProvider(exact);
  }

  private OnDiskGraphIndex.View view() {
    return (OnDiskGraphIndex.View) searcher.getView();
  }

  /**
   * The library's scores are rescaled and rounded; these are the cosines that a scan would give.
   * The vectors are those of the graph, which the walk has just read, and not those of the table.
   */
  private List<Hit> hits(SearchResult result, Admission admission) {
    OnDiskGraphIndex.View view = view();
    NodeMap map = graph.map();
    BestHits best = new BestHits(limit);
    for (NodeScore node : result.getNodes()) {
      if (!best.wants(2 * node.score - 1 + JVectorIndex.ROUNDING)) {
        break;
      }
      view.getVectorInto(node.node, metVector, 0);
      float score = DotProduct.of(query, met, 0);
      if (best.wants(score)) {
        for (int row : map.rows(node.node, limit, admission)) {
          best.offer(new Hit(table.id(row), score));
        }
      }
    }
    return best.list();
  }

  @Override
  public void close() {
    if (!failed) {
      searchers.giveBack(searcher);
    }
  }
}
