package io.llmrec.embed.jvector;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.BestHits;
import io.llmrec.core.index.Hit;
import io.llmrec.core.index.VectorTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Searches a graph where that pays, and compares every admitted vector where few are admitted, most
 * are asked for, or the graph found too few.
 */
final class JVectorIndex implements MaskedIndex {

  /** More than rounding can make of a score. */
  static final float ROUNDING = 1e-4f;

  private final VectorTable table;
  private final JVectorOptions options;
  private final Filters filters;
  private final CostMeter costs = new CostMeter();
  private final SearcherPool searchers = new SearcherPool();

  /** Null when closed. Its memory is mapped, and freed when the last running search has ended. */
  private volatile GraphFolder.@Nullable Opened opened;

  JVectorIndex(VectorTable table, GraphFolder.Opened opened, JVectorOptions options) {
    this.table = table;
    this.opened = opened;
    this.options = options;
    this.filters = new Filters(table);
  }

  @Override
  public List<List<Hit>> search(List<Embedding> queries, int limit, Predicate<String> admits) {
    return search(queries, limit, admits, null);
  }

  @Override
  public List<List<Hit>> search(
      List<Embedding> queries, int limit, Predicate<String> admits, @Nullable BitSet dead) {
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
    Admission admission = filters.admission(admits, dead);
    int width = width(graph, limit);
    if (costs.isDue()) {
      costs.measure(table, (query, wide) -> walkFreely(graph, query, wide), width);
    }
    return costs.now().graphPays(table.size(), width, queries.size(), admission)
        ? searchGraph(graph, queries, limit, admission)
        : scan(queries, limit, admission);
  }

  private int width(GraphFolder.Opened graph, int limit) {
    return (int) Math.min(graph.map().nodes(), options.width(limit));
  }

  private void walkFreely(GraphFolder.Opened graph, Embedding query, int width) {
    try (Walk walk = new Walk(table, graph, searchers, query, width, width)) {
      walk.free();
    }
  }

  private void requireDimension(Embedding query) {
    if (query.dimension() != table.dimension()) {
      throw new IllegalArgumentException(
          "query must be of dimension %d like the index, was %d"
              .formatted(table.dimension(), query.dimension()));
    }
  }

  /** Reads each admitted row once for all queries. */
  private List<List<Hit>> scan(List<Embedding> queries, int limit, Admission admission) {
    RowScorer scorer = new RowScorer(table, queries);
    List<BestHits> best = Stream.generate(() -> new BestHits(limit)).limit(queries.size()).toList();
    admission.forEach(
        row -> {
          scorer.load(row);
          for (int query = 0; query < queries.size(); query++) {
            offer(best.get(query), scorer, query, row);
          }
        });
    return best.stream().map(BestHits::list).toList();
  }

  private void offer(BestHits best, RowScorer scorer, int query, int row) {
    if (best.wants(scorer.roughScore(query) + ROUNDING)) {
      float score = scorer.score(query);
      if (best.wants(score)) {
        best.offer(new Hit(table.id(row), score));
      }
    }
  }

  private List<List<Hit>> searchGraph(
      GraphFolder.Opened graph, List<Embedding> queries, int limit, Admission admission) {
    boolean nearlyAll = admission.share() == 1;
    List<List<Hit>> found = new ArrayList<>(queries.size());
    try (Walk walk =
        new Walk(table, graph, searchers, queries.get(0), limit, width(graph, limit))) {
      for (Embedding query : queries) {
        walk.to(query);
        List<Hit> hits = nearlyAll ? walk.thenFilter(admission) : List.of();
        hits = hits.size() < limit ? walk.filtered(admission) : hits;
        found.add(hits.size() < limit ? scan(List.of(query), limit, admission).get(0) : hits);
      }
    }
    return List.copyOf(found);
  }

  @Override
  public void close() {
    opened = null;
    searchers.close();
  }
}
