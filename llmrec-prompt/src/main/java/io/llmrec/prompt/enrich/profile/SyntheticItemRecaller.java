package io.llmrec.prompt.enrich.profile;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.index.Hit;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.request.StageContext;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds real items near the synthetic ones of a cold user. Score: the cosine to the nearest of
 * them.
 *
 * <p>Only items of the prepared catalog come out; a synthetic item is a query here and nothing
 * else. Safe for use by several threads.
 */
public final class SyntheticItemRecaller implements Recaller {

  private final Map<String, List<Embedding>> byUser = new HashMap<>();
  private final int limit;

  /**
   * Encodes the synthetic items, once.
   *
   * @param encoder of the space of the pipeline's item vectors
   * @param histories at most one for a user
   * @param limit how many items it finds, at least 1
   */
  public SyntheticItemRecaller(
      TextEncoder encoder, Collection<SyntheticHistory> histories, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit of a recaller must be at least 1, was " + limit);
    }
    this.limit = limit;
    for (SyntheticHistory history : histories) {
      List<String> texts = history.items().stream().map(SyntheticItem::text).toList();
      if (byUser.put(history.userId(), encoder.encode(texts)) != null) {
        throw new IllegalArgumentException(
            "user '" + history.userId() + "' must have one synthetic history, has two");
      }
    }
  }

  @Override
  public List<Candidate> recall(StageContext context) {
    List<Embedding> queries = byUser.getOrDefault(context.request().user().id(), List.of());
    if (queries.isEmpty()) {
      return List.of();
    }
    Map<String, Candidate> best = new HashMap<>();
    for (List<Hit> hits : context.prepared().index().search(queries, limit, admits(context))) {
      for (Hit hit : hits) {
        Item item = context.prepared().catalog().find(hit.itemId());
        if (item != null) {
          best.merge(
              item.id(), Candidate.of(item, hit.score()), (a, b) -> a.score() >= b.score() ? a : b);
        }
      }
    }
    return best.values().stream()
        .sorted(
            Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::id))
        .limit(limit)
        .toList();
  }

  private static Predicate<String> admits(StageContext context) {
    return id -> {
      Item item = context.prepared().catalog().find(id);
      return item != null && context.admits(item);
    };
  }
}
