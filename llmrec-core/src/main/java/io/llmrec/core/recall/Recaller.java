package io.llmrec.core.recall;

import io.llmrec.core.encode.ItemVectors;
import io.llmrec.core.encode.MultiVectorUserEncoder;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.encode.UserEncoder;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.user.Interaction;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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
    return nearest(
        vectors -> UserEncoder.recencyWeighted(vectors, 50, Shared.HALF_LIFE_EVENTS), limit);
  }

  /**
   * The items nearest to a vector of the user that the host's encoder makes. Score: the cosine.
   *
   * @param encoder makes a user encoder over the items' vectors; called for every request, so it
   *     must be cheap
   * @param limit how many, at least 1
   */
  static Recaller nearest(Function<? super ItemVectors, ? extends UserEncoder> encoder, int limit) {
    return new NearestRecaller(encoder, limit);
  }

  /**
   * The items nearest to each of several vectors of the user, for example one per interest, which
   * keeps tastes apart that a mean would blur. The vectors share the places of the list in
   * proportion to their weights (Sainte-Laguë's divisors), the heaviest first. Score: 1 / place.
   *
   * @param encoder makes the vectors over those of the items; called for every request, so it must
   *     be cheap
   * @param limit how many, at least 1
   */
  static Recaller nearestToEach(
      Function<? super ItemVectors, ? extends MultiVectorUserEncoder> encoder, int limit) {
    return new NearestToEachRecaller(encoder, limit);
  }

  /**
   * The items nearest to a query that the request carries, {@code situation(situation, text)}; none
   * where it carries none or a blank one. Of a longer text the first 2,000 characters count. Score:
   * the cosine.
   *
   * @param situation the name under which the request carries the text
   * @param encoder the one that made the items' vectors, or one of the same space
   * @param limit how many, at least 1
   */
  static Recaller nearestToQuery(String situation, TextEncoder encoder, int limit) {
    return new QueryRecaller(situation, encoder, limit);
  }

  /**
   * The items nearest to one that the request names, {@code situation(situation, id)}: others like
   * the one on the page. None where the request names none, or one without a vector; never the item
   * itself. Score: the cosine.
   *
   * @param situation the name under which the request carries the item's id
   * @param limit how many, at least 1
   */
  static Recaller nearestToItem(String situation, int limit) {
    return new ItemPageRecaller(situation, limit);
  }

  /**
   * What a search by meaning and a search by words find, fused by reciprocal rank; the sources are
   * called {@code semantic} and {@code lexical}.
   *
   * @param semantic for example {@link #nearest} or {@link #nearestToQuery}
   * @param lexical for example BM25 over the history ({@code Baselines.bm25(...).recaller(200)}) or
   *     over a query ({@code Baselines.bm25Query})
   */
  static Recaller hybrid(Recaller semantic, Recaller lexical) {
    Map<String, Recaller> both = new LinkedHashMap<>();
    both.put("semantic", semantic);
    both.put("lexical", lexical);
    return union(Fusion.reciprocalRank(), both);
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
