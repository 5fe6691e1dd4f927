package io.llmrec.core.recall;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.UserEncoder;
import io.llmrec.core.index.Hit;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.user.UserContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Items near a vector of the user; see {@link Recaller#nearest}. */
final class NearestRecaller implements Recaller, NeedsVectors {

  private static final int MAX_EVENTS = 50;

  private final int limit;

  NearestRecaller(int limit) {
    this.limit = Shared.limit(limit);
  }

  @Override
  public List<Candidate> recall(StageContext context) {
    UserContext user = context.request().user();
    UserEncoder encoder =
        UserEncoder.recencyWeighted(
            context.prepared().vectors(), MAX_EVENTS, Shared.HALF_LIFE_EVENTS);
    Optional<Embedding> vector = encoder.encode(List.of(user)).get(0);
    return vector.map(query -> near(query, context)).orElse(List.of());
  }

  private List<Candidate> near(Embedding query, StageContext context) {
    List<Seed> seeds = Seed.recent(context, MAX_EVENTS);
    List<Candidate> found = new ArrayList<>();
    for (Hit hit : Search.nearest(context, List.of(query), limit).get(0)) {
      Item item = context.prepared().catalog().find(hit.itemId());
      if (item != null) {
        found.add(Candidate.of(item, hit.score()).because(closest(hit.itemId(), seeds, context)));
      }
    }
    return found;
  }

  /** The history items most like the one found: they pulled the user's vector its way. */
  private static List<String> closest(String itemId, List<Seed> seeds, StageContext context) {
    Embedding found = context.prepared().vectors().find(itemId);
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
