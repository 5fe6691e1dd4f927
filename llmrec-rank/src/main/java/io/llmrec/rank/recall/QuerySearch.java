package io.llmrec.rank.recall;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.index.Hit;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds items by texts. Returns for each query only items of the prepared catalog that the request
 * admits, none twice, best first. Safe for use by several threads.
 */
@FunctionalInterface
public interface QuerySearch {

  /**
   * One list per query, in their order; none for no queries.
   *
   * @param limit the most items of each list, at least 1
   */
  List<List<Candidate>> search(StageContext context, List<String> queries, int limit);

  /**
   * By the vectors nearest to the query's. Score: the cosine.
   *
   * @param encoder the one that made the items' vectors
   */
  static QuerySearch encoder(TextEncoder encoder) {
    return (context, queries, limit) -> {
      if (queries.isEmpty()) {
        return List.of();
      }
      List<List<Hit>> hits =
          context
              .prepared()
              .index()
              .search(
                  encoder.encode(queries),
                  limit,
                  id -> {
                    Item item = context.prepared().catalog().find(id);
                    return item != null && context.admits(item);
                  });
      return hits.stream().map(list -> candidates(context, list)).toList();
    };
  }

  private static List<Candidate> candidates(StageContext context, List<Hit> hits) {
    List<Candidate> candidates = new ArrayList<>();
    for (Hit hit : hits) {
      Item item = context.prepared().catalog().find(hit.itemId());
      if (item != null) {
        candidates.add(Candidate.of(item, hit.score()));
      }
    }
    return candidates;
  }

  /**
   * By the words of the query: BM25 with k1 1.2 and b 0.75 (Robertson and Zaragoza, 2009) over runs
   * of letters and digits in lower case and, of Chinese text, characters and pairs of them. Indexed
   * here, in memory.
   */
  static QuerySearch words(Catalog catalog, ItemText text) {
    return new WordSearch(catalog, text);
  }
}
