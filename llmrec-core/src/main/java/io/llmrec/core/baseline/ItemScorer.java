package io.llmrec.core.baseline;

import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.user.UserContext;
import java.util.List;

/**
 * Says of any items how well they suit a user.
 *
 * <p>Above 0, something speaks for the item; below 0, something speaks against it; 0 for an item of
 * which nothing is known. Scores of one user can be compared with each other, those of two users
 * need not be. Safe for use by several threads; the same input gives the same scores.
 */
@FunctionalInterface
public interface ItemScorer {

  /**
   * One finite score per item, in the order given, higher is better; none for no items.
   *
   * @param user of whom the history is looked at, items that were seen included
   * @param itemIds any ids; none need be known
   */
  double[] score(UserContext user, List<String> itemIds);

  /**
   * This scorer as a recaller: of the admitted items those that score above 0, the best {@code
   * limit} of them, equal scores by id. Scores every admitted item for every request: right for
   * catalogs of up to some hundred thousand items.
   *
   * @param limit how many candidates, at least 1
   */
  default Recaller recaller(int limit) {
    return new ScorerRecaller((request, ids) -> score(request.user(), ids), limit);
  }

  /** This scorer as a ranker. */
  default Ranker ranker() {
    return new ScorerRanker(this);
  }
}
