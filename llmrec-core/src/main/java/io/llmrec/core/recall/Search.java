package io.llmrec.core.recall;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.Hit;
import io.llmrec.core.request.StageContext;
import java.util.List;

/** A vector search that keeps to what the request admits. */
final class Search {

  private Search() {}

  static List<List<Hit>> nearest(StageContext context, List<Embedding> queries, int limit) {
    return context
        .prepared()
        .index()
        .search(
            queries,
            limit,
            id -> {
              Item item = context.prepared().catalog().find(id);
              return item != null && context.admits(item);
            });
  }
}
