package io.llmrec.embed.jvector;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.Hit;
import io.llmrec.core.index.VectorTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
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
  private final WalkPool walks = new WalkPool();

  /** The memory of a scan that has ended, for the next one. */
  private final AtomicReference<float @Nullable []> spare = new AtomicReference<>();

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
    Walk walk = take(graph);
    walk.free(query, width);
    walks.giveBack(walk);
  }

  private Walk take(GraphFolder.Opened graph) {
    return walks.take(() -> new Walk(table, graph));
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
    float[] block = spare.getAndSet(null);
    RowScorer scorer =
        block == null ? new RowScorer(table, queries) : new RowScorer(table, queries, block);
    BestRows[] best = new BestRows[queries.size()];
    Arrays.setAll(best, query -> new BestRows(table, limit));
    RowCursor cursor = admission.rows();
    int[] rows = new int[scorer.block()];
    for (int count = cursor.next(rows); count > 0; count = cursor.next(rows)) {
      scorer.load(rows, count);
      for (int query = 0; query < best.length; query++) {
        offer(best[query], scorer, query, rows, count);
      }
    }
    spare.set(scorer.rows());
    return Arrays.stream(best).map(BestRows::take).toList();
  }

  private static void offer(BestRows best, RowScorer scorer, int query, int[] rows, int count) {
    for (int i = 0; i < count; i++) {
      if (best.wants(scorer.roughScore(query, i) + ROUNDING)) {
        float score = scorer.score(query, i);
        if (best.wants(score)) {
          best.offer(rows[i], score);
        }
      }
    }
  }

  private List<List<Hit>> searchGraph(
      GraphFolder.Opened graph, List<Embedding> queries, int limit, Admission admission) {
    boolean nearlyAll = admission.share() == 1;
    int width = width(graph, limit);
    double most = nearlyAll ? table.size() : costs.now().nodesPerScan(table.size(), admission);
    List<List<Hit>> found = new ArrayList<>(queries.size());
    Walk walk = take(graph);
    for (Embedding query : queries) {
      List<Hit> hits = nearlyAll ? walk.thenFilter(query, limit, width, admission) : List.of();
      hits = hits.size() < limit ? walk.filtered(query, limit, width, admission, most) : hits;
      found.add(hits.size() < limit ? scan(List.of(query), limit, admission).get(0) : hits);
    }
    // A walk that failed may be in any state.
    walks.giveBack(walk);
    return List.copyOf(found);
  }

  @Override
  public void close() {
    opened = null;
    walks.close();
  }
}
