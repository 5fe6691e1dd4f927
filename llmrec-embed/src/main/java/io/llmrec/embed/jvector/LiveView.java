package io.llmrec.embed.jvector;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.BestHits;
import io.llmrec.core.index.Hit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a search sees, as it was at one moment. Immutable.
 *
 * @param base what is in the graph, or null for nothing
 * @param dead rows of the base that were deleted or replaced
 * @param delta what came later
 * @param vectors the most vectors that an item has
 */
record LiveView(@Nullable Generation base, BitSet dead, Delta delta, int vectors) {

  /** For each query its nearest items, each once, by the best of its vectors. */
  List<List<Hit>> search(List<Embedding> queries, int limit, Predicate<String> admits) {
    if (vectors == 1) {
      return rows(queries, limit, admits);
    }
    List<List<Hit>> all = new ArrayList<>();
    for (Embedding query : queries) {
      all.add(items(query, limit, admits));
    }
    return List.copyOf(all);
  }

  /** Asks for more rows until there are enough different items among them. */
  private List<Hit> items(Embedding query, int limit, Predicate<String> admits) {
    for (long asked = 2L * limit; ; asked *= 4) {
      int rows = (int) Math.min(asked, Integer.MAX_VALUE);
      List<Hit> best = rows(List.of(query), rows, admits).get(0);
      Set<String> seen = new HashSet<>();
      List<Hit> items = best.stream().filter(hit -> seen.add(hit.itemId())).toList();
      if (items.size() >= limit || best.size() < rows) {
        return items.subList(0, Math.min(limit, items.size()));
      }
    }
  }

  /** The best rows of both parts. */
  private List<List<Hit>> rows(List<Embedding> queries, int limit, Predicate<String> admits) {
    if (base == null) {
      return delta.search(queries, limit, admits);
    }
    List<List<Hit>> earlier =
        base.index().search(queries, limit, admits, dead.isEmpty() ? null : dead);
    if (delta.size() == 0) {
      return earlier;
    }
    List<List<Hit>> later = delta.search(queries, limit, admits);
    List<List<Hit>> merged = new ArrayList<>();
    for (int i = 0; i < later.size(); i++) {
      merged.add(
          Stream.concat(earlier.get(i).stream(), later.get(i).stream())
              .sorted(BestHits.BEST_FIRST)
              .limit(limit)
              .toList());
    }
    return List.copyOf(merged);
  }
}
