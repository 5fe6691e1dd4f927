package io.llmrec.embed.jvector;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.BestHits;
import io.llmrec.core.index.Hit;
import io.llmrec.core.index.VectorTiles;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Vectors that are not in the graph yet, compared one by one. What {@link #with} gives shares its
 * memory with what it was called on, whose view does not change; only the newest may be added to.
 */
final class Delta {

  private final VectorTiles tiles;
  private final String[] ids;
  private final int size;
  private final BitSet dead;

  private Delta(VectorTiles tiles, String[] ids, int size, BitSet dead) {
    this.tiles = tiles;
    this.ids = ids;
    this.size = size;
    this.dead = dead;
  }

  static Delta empty(int dimension) {
    return new Delta(new VectorTiles(dimension), new String[16], 0, new BitSet());
  }

  /** How many vectors were ever added. */
  int size() {
    return size;
  }

  /** With these rows no longer in force. */
  Delta without(BitSet rows) {
    BitSet all = (BitSet) dead.clone();
    all.or(rows);
    return new Delta(tiles, ids, size, all);
  }

  /** With one more vector, in row {@link #size}. */
  Delta with(String id, Embedding vector) {
    tiles.append(vector.toArray());
    String[] more = size < ids.length ? ids : Arrays.copyOf(ids, size * 2);
    more[size] = id;
    return new Delta(tiles, more, size + 1, dead);
  }

  List<List<Hit>> search(List<Embedding> queries, int limit, Predicate<String> admits) {
    List<BestHits> best = Stream.generate(() -> new BestHits(limit)).limit(queries.size()).toList();
    if (size > 0) {
      tiles.scan(
          queries,
          (query, first, count, scores) ->
              offer(best.get(query), first, Math.min(count, size - first), scores, admits));
    }
    return best.stream().map(BestHits::list).toList();
  }

  private void offer(
      BestHits best, int first, int count, float[] scores, Predicate<String> admits) {
    for (int i = 0; i < count; i++) {
      if (best.wants(scores[i]) && !dead.get(first + i) && admits.test(ids[first + i])) {
        best.offer(new Hit(ids[first + i], scores[i]));
      }
    }
  }
}
