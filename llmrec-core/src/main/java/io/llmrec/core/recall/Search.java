package io.llmrec.core.recall;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.Hit;
import io.llmrec.core.request.StageContext;
import java.util.ArrayList;
import java.util.List;

/** A vector search that keeps to what the request admits. */
final class Search {

  /** Items of the history that are looked at for the reasons of what was found. */
  private static final int MAX_REASONS = 50;

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

  /** For each query what is nearest to it, with the history items that lie closest to each. */
  static List<List<Candidate>> explained(StageContext context, List<Embedding> queries, int limit) {
    List<Seed> seeds = Seed.recent(context, MAX_REASONS);
    return nearest(context, queries, limit).stream()
        .map(hits -> candidates(context, hits, seeds))
        .toList();
  }

  private static List<Candidate> candidates(
      StageContext context, List<Hit> hits, List<Seed> seeds) {
    List<Candidate> found = new ArrayList<>();
    for (Hit hit : hits) {
      Item item = context.prepared().catalog().find(hit.itemId());
      if (item != null) {
        found.add(Candidate.of(item, hit.score()).because(closest(hit.itemId(), seeds, context)));
      }
    }
    return found;
  }

  /** The history items most like the one found: they pulled the user's vector its way. */
  private static List<String> closest(String itemId, List<Seed> seeds, StageContext context) {
    Embedding found = seeds.isEmpty() ? null : context.prepared().vectors().find(itemId);
    if (found == null) {
      return List.of();
    }
    Strongest strongest = new Strongest();
    for (Seed seed : seeds) {
      strongest.add(seed.itemId(), found.dot(seed.vector()));
    }
    return strongest.ids();
  }
}
