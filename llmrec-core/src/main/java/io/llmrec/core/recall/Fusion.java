package io.llmrec.core.recall;

import java.util.List;
import java.util.Map;

/**
 * Makes one list of the lists of several recallers.
 *
 * <p>Each item occurs once in the result, with every recaller that found it among its sources, best
 * first, equal scores by id. Safe for use by several threads.
 */
@FunctionalInterface
public interface Fusion {

  /** One list of all candidates. */
  List<Candidate> fuse(List<Recalled> lists);

  /**
   * What one recaller found.
   *
   * @param recaller its name
   * @param candidates best first
   */
  record Recalled(String recaller, List<Candidate> candidates) {

    /** Takes a copy of the list. */
    public Recalled {
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * Adds {@code 1 / (60 + rank)} over the lists: needs no common scale (Cormack, Clarke and
   * Buettcher, 2009).
   */
  static Fusion reciprocalRank() {
    return lists -> Fusing.fuse(lists, (list, rank) -> 1.0 / (60 + rank));
  }

  /**
   * Adds the lists' scores, each brought to 0 to 1 within its list and multiplied by the recaller's
   * weight; in a list of equal scores each counts as 1.
   *
   * @param weights by recaller's name, finite, not negative; a recaller without one counts as 1
   */
  static Fusion weighted(Map<String, Double> weights) {
    return new WeightedFusion(weights);
  }

  /**
   * Gives the places of the list to the recallers in turn, or in proportion to their shares: with
   * shares of 2 and 1 the first has two of every three places (Sainte-Laguë's divisors). An item
   * that several found takes one place and comes where it is first. Score: 1 / place.
   *
   * @param shares by recaller's name, finite, not negative; a recaller without one counts as 1, one
   *     with 0 comes after all others
   */
  static Fusion interleaved(Map<String, Double> shares) {
    return new SharedPlacesFusion(shares);
  }

  /**
   * Lets only the first few of a list take part in another fusion.
   *
   * @param quotas by recaller's name, at least 0; a recaller without one is not cut
   * @param fusion makes one list of what is left
   */
  static Fusion atMost(Map<String, Integer> quotas, Fusion fusion) {
    return new AtMostFusion(quotas, fusion);
  }
}
