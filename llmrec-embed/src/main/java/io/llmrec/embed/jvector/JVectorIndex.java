package io.llmrec.embed.jvector;

import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.SearchResult.NodeScore;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.graph.similarity.SearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.BestHits;
import io.llmrec.core.index.Hit;
import io.llmrec.core.index.VectorIndex;
import io.llmrec.core.index.VectorTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Searches a graph where that pays, and compares every admitted vector where few are admitted, most
 * are asked for, or the graph found too few.
 */
final class JVectorIndex implements VectorIndex {

  private static final VectorTypeSupport TYPES =
      VectorizationProvider.getInstance().getVectorTypeSupport();

  private final VectorTable table;
  private final JVectorOptions options;
  private final SearcherPool searchers = new SearcherPool();

  /** Null when closed. Its memory is mapped, and freed when the last running search has ended. */
  private volatile GraphFolder.@Nullable Opened opened;

  JVectorIndex(VectorTable table, GraphFolder.Opened opened, JVectorOptions options) {
    this.table = table;
    this.opened = opened;
    this.options = options;
  }

  @Override
  public List<List<Hit>> search(List<Embedding> queries, int limit, Predicate<String> admits) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, was " + limit);
    }
    GraphFolder.Opened graph = opened;
    if (graph == null) {
      throw new IllegalStateException("the index is closed");
    }
    queries.forEach(this::requireDimension);
    if (queries.isEmpty()) {
      return List.of();
    }
    Admission admission = new Admission(table, admits);
    int width = (int) Math.min(graph.map().nodes(), options.width(limit));
    double share = admission.estimatedShare();
    return SearchCost.graphPays(table.size(), width, share)
        ? searchGraph(graph, queries, limit, admission, share)
        : queries.stream().map(query -> scan(query, limit, admission)).toList();
  }

  private void requireDimension(Embedding query) {
    if (query.dimension() != table.dimension()) {
      throw new IllegalArgumentException(
          "query must be of dimension %d like the index, was %d"
              .formatted(table.dimension(), query.dimension()));
    }
  }

  private List<Hit> scan(Embedding query, int limit, Admission admission) {
    RowScorer scorer = new RowScorer(table, query);
    BestHits best = new BestHits(limit);
    for (int row : admission.rows()) {
      float score = scorer.score(row);
      if (best.wants(score)) {
        best.offer(new Hit(table.id(row), score));
      }
    }
    return best.list();
  }

  private List<List<Hit>> searchGraph(
      GraphFolder.Opened graph,
      List<Embedding> queries,
      int limit,
      Admission admission,
      double share) {
    List<List<Hit>> found = new ArrayList<>(queries.size());
    GraphSearcher searcher = searchers.take(graph.graph());
    for (Embedding query : queries) {
      Walk walk = new Walk(searcher, graph.map(), query, limit);
      List<Hit> hits = share == 1 ? walk.thenFilter(admission) : List.of();
      hits = hits.size() < limit ? walk.filtered(admission) : hits;
      found.add(hits.size() < limit ? scan(query, limit, admission) : hits);
    }
    searchers.giveBack(searcher);
    return List.copyOf(found);
  }

  /** One query through the graph. */
  private final class Walk {

    /** More than rounding can make of a score. */
    private static final float ROUNDING = 1e-4f;

    private final GraphSearcher searcher;
    private final NodeMap map;
    private final Embedding query;
    private final int limit;
    private final int width;

    Walk(GraphSearcher searcher, NodeMap map, Embedding query, int limit) {
      this.searcher = searcher;
      this.map = map;
      this.query = query;
      this.limit = limit;
      this.width = (int) Math.min(map.nodes(), options.width(limit));
    }

    /** Where nearly all is admitted, it is cheaper to ask for the best nodes only. */
    List<Hit> thenFilter(Admission admission) {
      return hits(search(width, Bits.ALL), admission);
    }

    /** Asks for every node on the way. Each node found stands for at least one row. */
    List<Hit> filtered(Admission admission) {
      return hits(search(Math.min(limit, width), node -> map.any(node, admission)), admission);
    }

    private SearchResult search(int nodes, Bits admitted) {
      SearchScoreProvider scores =
          DefaultSearchScoreProvider.exact(
              TYPES.createFloatVector(query.toArray()),
              VectorSimilarityFunction.DOT_PRODUCT,
              (RandomAccessVectorValues) searcher.getView());
      return searcher.search(scores, nodes, width, 0, 0, admitted);
    }

    /**
     * The library's scores are rescaled and rounded; these are the cosines that a scan would give.
     */
    private List<Hit> hits(SearchResult result, Admission admission) {
      RowScorer scorer = new RowScorer(table, query);
      BestHits best = new BestHits(limit);
      for (NodeScore node : result.getNodes()) {
        if (!best.wants(2 * node.score - 1 + ROUNDING)) {
          break;
        }
        float score = scorer.score(map.firstRow(node.node));
        if (best.wants(score)) {
          for (int row : map.rows(node.node, limit, admission)) {
            best.offer(new Hit(table.id(row), score));
          }
        }
      }
      return best.list();
    }
  }

  @Override
  public void close() {
    opened = null;
    searchers.close();
  }
}
