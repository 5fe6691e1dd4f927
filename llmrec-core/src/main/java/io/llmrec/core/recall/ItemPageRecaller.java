package io.llmrec.core.recall;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.request.StageContext;
import java.util.List;

/** Items near the one that the request names; see {@link Recaller#nearestToItem}. */
final class ItemPageRecaller implements Recaller, NeedsVectors {

  private final String situation;
  private final int limit;

  ItemPageRecaller(String situation, int limit) {
    this.situation = Shared.situation(situation);
    this.limit = Shared.limit(limit);
  }

  @Override
  public List<Candidate> recall(StageContext context) {
    String id = context.request().situation().getOrDefault(situation, "");
    Embedding vector = context.prepared().vectors().find(id);
    if (vector == null) {
      return List.of();
    }
    // One more than asked for, because the item itself is the nearest of all.
    return Search.explained(context, List.of(vector), limit + 1).get(0).stream()
        .filter(candidate -> !candidate.id().equals(id))
        .limit(limit)
        .toList();
  }
}
