package io.llmrec.core.recall;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.user.Interaction;
import java.util.Collection;
import java.util.List;

/** What others chose together with the user's latest items; see {@link Recaller#itemToItem}. */
final class ItemToItemRecaller implements Recaller {

  private static final int SEEDS = 50;

  private final CoOccurrence together;
  private final int limit;

  ItemToItemRecaller(Collection<Interaction> interactions, int limit) {
    this.limit = Shared.limit(limit);
    together = CoOccurrence.count(interactions);
  }

  @Override
  public List<Candidate> recall(StageContext context) {
    Votes votes = new Votes();
    List<String> seeds = context.request().user().recentItems(SEEDS);
    for (int age = 0; age < seeds.size(); age++) {
      String seed = seeds.get(age);
      double weight = Shared.ageWeight(age);
      for (CoOccurrence.Neighbour neighbour : together.of(seed)) {
        Item item = context.prepared().catalog().find(neighbour.itemId());
        if (item != null && context.admits(item)) {
          votes.add(item, seed, weight * neighbour.similarity());
        }
      }
    }
    return votes.best(limit);
  }
}
