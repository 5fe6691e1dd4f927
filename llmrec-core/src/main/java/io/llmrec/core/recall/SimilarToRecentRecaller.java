package io.llmrec.core.recall;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.Hit;
import io.llmrec.core.request.StageContext;
import java.util.List;

/** Items near each of the user's latest items; see {@link Recaller#similarToRecent}. */
final class SimilarToRecentRecaller implements Recaller, NeedsVectors {

  private final int recent;
  private final int limit;

  SimilarToRecentRecaller(int recent, int limit) {
    if (recent < 1) {
      throw new IllegalArgumentException("recent must be at least 1 item, was " + recent);
    }
    this.recent = recent;
    this.limit = Shared.limit(limit);
  }

  @Override
  public List<Candidate> recall(StageContext context) {
    List<Seed> seeds = Seed.recent(context, recent);
    if (seeds.isEmpty()) {
      return List.of();
    }
    List<Embedding> queries = seeds.stream().map(Seed::vector).toList();
    List<List<Hit>> hits = Search.nearest(context, queries, limit);
    Votes votes = new Votes();
    for (int age = 0; age < seeds.size(); age++) {
      String seed = seeds.get(age).itemId();
      double weight = Shared.ageWeight(age);
      for (Hit hit : hits.get(age)) {
        Item item = context.prepared().catalog().find(hit.itemId());
        if (item != null) {
          votes.add(item, seed, weight * Math.max(0, hit.score()));
        }
      }
    }
    return votes.best(limit);
  }
}
