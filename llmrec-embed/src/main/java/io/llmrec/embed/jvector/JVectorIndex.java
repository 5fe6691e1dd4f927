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
import io.llmrec.core.index.Hit;
import io.llmrec.core.index.VectorIndex;
import io.llmrec.core.index.VectorTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Searches a graph where that pays, and compares every admitted vector where few are admitted, most are
 * asked for, or the graph found too few.
 */
final class JVectorIndex implements VectorIndex {

  /**
   * A graph that may only return one node in seven visits so many others that comparing the admitted ones
   * is faster, and finds them all.
   */
  private static final double NARROW = 0.15;

  private static final VectorTypeSupport TYPES =
      VectorizationProvider.getInstance().getVectorTypeSupport();

  private final VectorTable table;
  private final JVectorOptions options;

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
    return graphPays(limit, admission)
        ? searchGraph(graph, queries, limit, admission)
        : queries.stream().map(query -> scan(query, limit, admission)).toList();
  }

  private void requireDimension(Embedding query) {
    if (query.dimension() != table.dimension()) {
      throw new IllegalArgumentException(
          "query must be of dimension %d like the index, was %d"
              .formatted(table.dimension(), query.dimension()));
    }
  }

  private boolean graphPays(int limit, Admission admission) {
    if (options.width(limit) > table.size() * NARROW) {
      return false;
    }
    double share = admission.estimatedShare();
    return share >= NARROW && share * table.size() >= options.exactBelow();
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
      GraphFolder.Opened graph, List<Embedding> queries, int limit, Admission admission) {
    List<List<Hit>> found = new ArrayList<>(queries.size());
    try (GraphSearcher searcher = new GraphSearcher(graph.graph())) {
      for (Embedding query : queries) {
        SearchResult result = walk(searcher, graph.map(), query, limit, admission);
        List<Hit> hits = hits(result, graph.map(), query, limit, admission);
        found.add(hits.size() < limit ? scan(query, limit, admission) : hits);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the index could not be read: " + e, e);
    }
    return List.copyOf(found);
  }

  private SearchResult walk(
      GraphSearcher searcher, NodeMap map, Embedding query, int limit, Admission admission) {
    int width = (int) Math.min(map.nodes(), options.width(limit));
    SearchScoreProvider scores =
        DefaultSearchScoreProvider.exact(
            TYPES.createFloatVector(query.toArray()),
            VectorSimilarityFunction.DOT_PRODUCT,
            (RandomAccessVectorValues) searcher.getView());
    Bits admitted = node -> map.any(node, admission);
    return searcher.search(scores, width, width, 0, 0, admitted);
  }

  /** The library's scores are rescaled and rounded; these are the cosines that a scan would give. */
  private List<Hit> hits(
      SearchResult result, NodeMap map, Embedding query, int limit, Admission admission) {
    RowScorer scorer = new RowScorer(table, query);
    BestHits best = new BestHits(limit);
    for (NodeScore node : result.getNodes()) {
      float score = scorer.score(map.firstRow(node.node));
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
    opened = null;
  }
}
