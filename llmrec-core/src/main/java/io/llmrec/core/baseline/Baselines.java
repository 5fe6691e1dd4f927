package io.llmrec.core.baseline;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.compute.Workers;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.user.Interaction;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.Function;

/**
 * Trains the plain methods.
 *
 * <p>Each method gives a scorer that is immutable and safe for use by several threads. What it does
 * not know scores 0: an item it was not trained with, and, where nothing else is said, every item
 * for a user without a known item in the history. Without any interactions everything scores 0.
 *
 * <p>Training uses {@code threads} threads of its own, at least 1, which end with it; their number
 * changes the time and nothing else. A thread that is interrupted while it trains gets an {@link
 * IllegalStateException}.
 */
public final class Baselines {

  /** Characters of a query that are looked at. */
  private static final int MAX_QUERY = 2_000;

  private Baselines() {}

  /**
   * Popularity, the same for everyone.
   *
   * <p>Score: the number of different users who chose the item.
   */
  public static ItemScorer popular(Collection<Interaction> interactions) {
    Choices choices = Choices.of(interactions);
    int[] users = Arrays.stream(choices.choosers()).mapToInt(Row::size).toArray();
    return new HistoryScorer(
        choices.items(),
        (history, asked) -> Arrays.stream(asked).mapToDouble(i -> users[i]).toArray());
  }

  /**
   * Popularity of late, the same for everyone, users without a history included.
   *
   * <p>Score: the number of interactions of any value, each halved for every half-life that has
   * passed between it and the latest one.
   *
   * @param halfLife after which an interaction counts half, more than 0
   */
  public static ItemScorer decayed(Collection<Interaction> interactions, Duration halfLife) {
    return new DecayedCounts(interactions, halfLife);
  }

  /**
   * The items nearest to those of the history (Deshpande and Karypis, "Item-based top-N
   * recommendation algorithms", 2004).
   *
   * <p>Score: the sum of an item's similarities to those of its nearest items that are in the
   * history. With a and b users who chose either item and c who chose both, the similarity is
   * {@code c / sqrt(a b) · c / (c + shrinkage)}, 0 to 1. Never below 0. Training takes as many
   * steps as the squares of the histories' lengths add up to.
   */
  public static ItemScorer itemKnn(
      Collection<Interaction> interactions, ItemKnnOptions options, int threads) {
    Choices choices = Choices.of(interactions);
    return trained(choices, threads, workers -> ItemKnn.train(choices, options, workers));
  }

  /**
   * Matrix factorization that learns from pairs of a chosen item and one not chosen (Rendle et al.,
   * "BPR: Bayesian personalized ranking from implicit feedback", 2009): steps up the slope of
   * {@code ln σ(x_ui - x_uj) - regularization · |θ|²} with {@code x_ui = u · v_i + b_i} and items j
   * drawn evenly from those the user did not choose.
   *
   * <p>Score: x_ui, lifted for each user so that none is below 0. The user's vector is learned anew
   * from the history, in up to 4,000 such steps with the items' vectors fixed; for a user without a
   * history it is zero, and the biases alone order the items, which is close to their popularity.
   *
   * @throws IllegalArgumentException when the learning rate is so large that vectors leave the
   *     range of numbers
   */
  public static ItemScorer bpr(
      Collection<Interaction> interactions, BprOptions options, int threads) {
    Choices choices = Choices.of(interactions);
    return trained(choices, threads, workers -> Bpr.train(choices, options, workers));
  }

  /**
   * The linear model over items that has a closed form (Steck, "Embarrassingly shallow autoencoders
   * for sparse data", 2019): with X the users' choices as 0 and 1 and {@code P = (X'X + lambda
   * I)^-1}, the weights are {@code B = I - P · diag(1 / diag(P))}.
   *
   * <p>Score: the sum of the weights from the items of the history; may be below 0. Strong, and
   * expensive in items: n³ / 2 multiplications, 12 n² bytes while training.
   *
   * @throws IllegalArgumentException for more items than {@link EaseOptions#maxItems}
   */
  public static ItemScorer ease(
      Collection<Interaction> interactions, EaseOptions options, int threads) {
    Choices choices = Choices.of(interactions);
    return trained(choices, threads, workers -> Ease.train(choices, options, workers));
  }

  /**
   * Matrix factorization by alternating least squares (Hu, Koren and Volinsky, "Collaborative
   * filtering for implicit feedback datasets", 2008): minimises {@code Σ c_ui (p_ui - x_u · y_i)² +
   * lambda (Σ |x_u|² + Σ |y_i|²)} over all pairs, where p is 1 for a choice and 0 otherwise, {@code
   * c = 1 + alpha r}, and r, the strength of a choice, is the sum of the values of its
   * interactions.
   *
   * <p>Score: x_u · y_i, mostly 0 to 1, with the x_u that is best for the history. Every row is
   * solved exactly, by Cholesky.
   */
  public static ItemScorer als(
      Collection<Interaction> interactions, AlsOptions options, int threads) {
    Choices choices = Choices.of(interactions);
    return trained(choices, threads, workers -> Als.train(choices, options, workers));
  }

  /**
   * Items whose texts share words with those of the user's latest items (Robertson and Zaragoza,
   * "The probabilistic relevance framework: BM25 and beyond", 2009). Learns from no interactions.
   *
   * <p>Score: over the latest items and the different words t of their texts, the sum of {@code
   * ln(1 + (N - n_t + 0.5) / (n_t + 0.5)) · f (k1 + 1) / (f + k1 (1 - b + b · length / mean
   * length))}, where t is f times in the item's text and n_t of N texts have it; never below 0.
   * Words are runs of letters and digits in lower case; of Chinese text, characters and pairs of
   * them.
   *
   * @param text what is read of an item, once, here
   */
  public static ItemScorer bm25(Catalog catalog, ItemText text, Bm25Options options) {
    return Bm25.index(catalog, text, options);
  }

  /**
   * Items whose texts share words with a query that the request carries, {@code
   * situation(situation, text)}; none where it carries none. Of a longer text the first 2,000
   * characters count. Score: as {@link #bm25}, over the words of the query.
   *
   * @param situation the name under which the request carries the text, not blank
   * @param limit how many, at least 1
   */
  public static Recaller bm25Query(
      Catalog catalog, ItemText text, Bm25Options options, String situation, int limit) {
    if (situation.isBlank()) {
      throw new IllegalArgumentException("situation must be a name, was blank");
    }
    Bm25 index = Bm25.index(catalog, text, options);
    return new ScorerRecaller(
        (request, ids) -> {
          String query = request.situation().getOrDefault(situation, "");
          return index.score(query.substring(0, Math.min(MAX_QUERY, query.length())), ids);
        },
        limit);
  }

  private static ItemScorer trained(
      Choices choices, int threads, Function<Workers, HistoryScorer.RowModel> trainer) {
    try (Workers workers = new Workers(threads)) {
      return new HistoryScorer(choices.items(), trainer.apply(workers));
    }
  }
}
