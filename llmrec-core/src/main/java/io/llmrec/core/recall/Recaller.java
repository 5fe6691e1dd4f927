package io.llmrec.core.recall;

import io.llmrec.core.request.StageContext;
import io.llmrec.core.user.Interaction;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Narrows the catalog to a few hundred items that could suit a user.
 *
 * <p>Returns only items of the prepared catalog that the request {@linkplain StageContext#admits
 * admits}, none twice, best first; none for a user it can say nothing about. Safe for use by
 * several threads. The same context gives the same list.
 */
@FunctionalInterface
public interface Recaller {

  /** The candidates for the request. */
  List<Candidate> recall(StageContext context);

  /**
   * The items nearest to a vector of the user: the mean of the vectors of the last 50 items, where
   * an item counts half as much as the one 10 events later, times the interaction's value. Score:
   * the cosine.
   *
   * @param limit how many, at least 1
   */
  static Recaller nearest(int limit) {
    return new NearestRecaller(limit);
  }

  /**
   * The items nearest to each of the user's latest items, which keeps tastes apart that a mean
   * would blur. Score: the sum of the cosines, an item counting half as much as the one 10 items
   * later.
   *
   * @param recent how many of the latest items, at least 1
   * @param limit how many candidates, at least 1
   */
  static Recaller similarToRecent(int recent, int limit) {
    return new SimilarToRecentRecaller(recent, limit);
  }

  /**
   * What many chose lately, the same for everyone. Score: the number of interactions, each halved
   * for every half-life that has passed between it and the latest one.
   *
   * @param interactions counted once, here
   * @param halfLife after which an interaction counts half, more than 0
   * @param limit how many, at least 1
   */
  static Recaller popular(Collection<Interaction> interactions, Duration halfLife, int limit) {
    return new PopularRecaller(interactions, halfLife, limit);
  }

  /**
   * What others chose together with the user's last 50 items. Score: the sum of damped cosines of
   * the items' sets of users (Deshpande and Karypis, 2004), an item counting half as much as the
   * one 10 items later.
   *
   * @param interactions counted once, here; the 500 latest items of each user
   * @param limit how many, at least 1
   */
  static Recaller itemToItem(Collection<Interaction> interactions, int limit) {
    return new ItemToItemRecaller(interactions, limit);
  }

  /**
   * All that several recallers find, as one list.
   *
   * @param fusion how the lists become one
   * @param recallers by the name under which they show as sources, at least 1, asked in the map's
   *     order
   */
  static Recaller union(Fusion fusion, Map<String, Recaller> recallers) {
    return new UnionRecaller(fusion, recallers);
  }

  /**
   * What the first recaller finds that finds anything: personal first, popular for a new user.
   *
   * @param choices in the order they are asked, at least 1
   */
  static Recaller firstNonEmpty(Recaller... choices) {
    List<Recaller> all = List.of(choices);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("firstNonEmpty needs at least 1 recaller, was given none");
    }
    return new FirstNonEmptyRecaller(all);
  }
}
