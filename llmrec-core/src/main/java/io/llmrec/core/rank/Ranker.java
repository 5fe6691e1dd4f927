package io.llmrec.core.rank;

import io.llmrec.core.encode.Attention;
import io.llmrec.core.encode.ItemVectors;
import io.llmrec.core.encode.MultiItemVectors;
import io.llmrec.core.encode.MultiVectorUserEncoder;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import java.util.List;
import java.util.function.Function;

/**
 * Says how well each candidate suits the user.
 *
 * <p>Safe for use by several threads. The score of a candidate may depend on the request and the
 * other candidates, not on their order. Sorting, and breaking ties by id, is the pipeline's work.
 */
@FunctionalInterface
public interface Ranker {

  /**
   * One finite score per candidate, in the order given, higher is better; none for no candidates.
   */
  double[] score(StageContext context, List<Candidate> candidates);

  /**
   * Looks at the user from each candidate: of the user's vectors those count most that lie close to
   * it, {@code u = sum a_i x_i} with {@code a_i} proportional to {@code w_i exp(x_i . candidate /
   * temperature)}; {@link Attention}. What Zhou et al., "Deep interest network", 2018, learn, here
   * without training. Score: the cosine of u and the candidate; 0 where either is unknown.
   *
   * @param encoder makes the user's vectors over those of the items, for example {@link
   *     MultiVectorUserEncoder#history} or {@link MultiVectorUserEncoder#texts}
   * @param temperature see {@link Attention#Attention}
   */
  static Ranker attention(
      Function<? super ItemVectors, ? extends MultiVectorUserEncoder> encoder, double temperature) {
    return new AttentionRanker(encoder, temperature);
  }

  /**
   * Compares several vectors of the user with several of each candidate and lets only the best pair
   * of each count (late interaction: Khattab and Zaharia, "ColBERT", 2020). Score: {@code sum w_i
   * max_j x_i . y_j / sum w_i}, -1 to 1; 0 where either is unknown.
   *
   * @param encoder makes the user's vectors over those of the items
   * @param items the candidates' vectors, of the same dimension as the user's
   */
  static Ranker lateInteraction(
      Function<? super ItemVectors, ? extends MultiVectorUserEncoder> encoder,
      MultiItemVectors items) {
    return new LateInteractionRanker(encoder, items);
  }
}
