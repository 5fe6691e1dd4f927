package io.llmrec.core.index;

import io.llmrec.core.encode.Embedding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How many of the true nearest neighbours an index finds, measured on a sample of its own vectors;
 * a vector is not counted as its own neighbour.
 *
 * @param queries how many vectors were asked for
 * @param limit how many neighbours of each
 * @param recall the share of true neighbours found, 0 to 1; one as near as the last true one counts
 * @param worst the smallest share of one query
 */
public record RecallReport(int queries, int limit, double recall, double worst) {

  /** More than rounding can make of a score. */
  private static final float ROUNDING = 1e-5f;

  /** Vectors of one item that may be among the nearest without hiding other items. */
  private static final int VECTORS = 4;

  /**
   * Compares an index with a scan of its table.
   *
   * @param index of the table
   * @param table of at least 2 rows
   * @param queries how many rows to draw, at least 1; fewer where the table has fewer
   * @param limit neighbours of each, at least 1
   * @param seed of the draw
   */
  public static RecallReport measure(
      VectorIndex index, VectorTable table, int queries, int limit, long seed) {
    if (table.size() < 2 || queries < 1 || limit < 1) {
      throw new IllegalArgumentException(
          "needs at least 2 rows, 1 query and a limit of 1, was given %d, %d and %d"
              .formatted(table.size(), queries, limit));
    }
    int[] rows =
        new Random(seed)
            .ints(0, table.size())
            .distinct()
            .limit(Math.min(queries, table.size()))
            .toArray();
    List<Embedding> asked = new ArrayList<>();
    for (int row : rows) {
      asked.add(table.embedding(row));
    }
    List<List<Hit>> truth = scan(table, asked, limit + 1);
    List<List<Hit>> found = index.search(asked, limit + 1, id -> true);
    double sum = 0;
    double worst = 1;
    for (int i = 0; i < rows.length; i++) {
      double share =
          share(
              others(truth.get(i), table.id(rows[i]), limit),
              others(found.get(i), table.id(rows[i]), limit));
      sum += share;
      worst = Math.min(worst, share);
    }
    return new RecallReport(rows.length, limit, sum / rows.length, worst);
  }

  private static List<Hit> others(List<Hit> hits, String self, int limit) {
    return hits.stream().filter(hit -> !hit.itemId().equals(self)).limit(limit).toList();
  }

  private static double share(List<Hit> truth, List<Hit> found) {
    Set<String> ids = new HashSet<>();
    truth.forEach(hit -> ids.add(hit.itemId()));
    float last = truth.get(truth.size() - 1).score() - ROUNDING;
    long right =
        found.stream().filter(hit -> ids.contains(hit.itemId()) || hit.score() >= last).count();
    return Math.min(1, (double) right / truth.size());
  }

  /** Each item once, by its best vector. */
  private static List<Hit> items(List<Hit> hits, int limit) {
    Set<String> seen = new HashSet<>();
    return hits.stream().filter(hit -> seen.add(hit.itemId())).limit(limit).toList();
  }

  /** Piece by piece, so that no more than a tile of the table is copied to memory. */
  private static List<List<Hit>> scan(VectorTable table, List<Embedding> queries, int limit) {
    List<BestHits> best = Stream.generate(() -> new BestHits(limit)).limit(queries.size()).toList();
    float[] row = new float[table.dimension()];
    for (int start = 0; start < table.size(); start += VectorTiles.TILE_ROWS) {
      VectorTiles tile = new VectorTiles(table.dimension());
      int from = start;
      for (int i = from; i < Math.min(table.size(), from + VectorTiles.TILE_ROWS); i++) {
        table.copyTo(i, row, 0);
        tile.append(row);
      }
      tile.scan(
          queries,
          (query, first, count, scores) ->
              best.get(query).offer(table, from + first, count, scores, id -> true));
    }
    return best.stream().map(hits -> items(hits.list(), limit)).toList();
  }
}
