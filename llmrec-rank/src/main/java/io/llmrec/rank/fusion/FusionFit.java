package io.llmrec.rank.fusion;

import io.llmrec.core.eval.Bootstrap;
import io.llmrec.core.eval.Interval;
import java.util.List;
import java.util.Locale;

/**
 * A learned {@link ScoreFusion}, and how it compares with the base on the cases it was learned on.
 *
 * <p>Intercept, slope and a scale are those of the highest likelihood when one of the candidates is
 * chosen with a probability that grows exponentially with the fused score (a conditional logit,
 * McFadden 1974), averaged over the chosen ones of each case. The search is a pattern search (Hooke
 * and Jeeves, 1961) from fixed places: the same cases give the same fit. Unless the mean NDCG of
 * the fused order is above that of the base with its whole 95 % interval, the base is kept.
 *
 * @param fusion what to use: the learned one or {@link ScoreFusion#keepBase}
 * @param learned the learned one, used or not
 * @param baseNdcg mean NDCG at k of the base
 * @param learnedNdcg the same of the learned fusion
 * @param gain the difference, with its interval over the cases
 */
public record FusionFit(
    ScoreFusion fusion, ScoreFusion learned, double baseNdcg, double learnedNdcg, Interval gain) {

  private static final int ROUNDS = 2000;

  /**
   * Learns.
   *
   * @param cases for validation, those that nothing else is judged on; those without a chosen or
   *     without another candidate are passed over
   * @throws IllegalArgumentException when fewer than 20 cases teach anything
   */
  public static FusionFit of(List<FusionCase> cases, FusionOptions options) {
    List<FusionCase> useful = cases.stream().filter(FusionCase::teaches).toList();
    if (useful.size() < 20) {
      throw new IllegalArgumentException(
          "a fusion is learned from at least 20 cases with chosen and other candidates, were "
              + useful.size());
    }
    ScoreFusion learned = new FusionSearch(useful, options).best();
    double[] base = FusedOrder.ndcg(useful, ScoreFusion.keepBase(), options.k());
    double[] fused = FusedOrder.ndcg(useful, learned, options.k());
    Interval gain = Bootstrap.paired(fused, base, ROUNDS, options.seed()).difference();
    return new FusionFit(
        gain.low() > 0 ? learned : ScoreFusion.keepBase(),
        learned,
        Bootstrap.mean(base, 1, 0).mean(),
        Bootstrap.mean(fused, 1, 0).mean(),
        gain);
  }

  /** Whether the mixture was not shown to be better than the base. */
  public boolean keepsBase() {
    return !(gain.low() > 0);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: NDCG %.4f of the base, %.4f fused with %s, gain %s",
        keepsBase() ? "keeps the base" : "fuses",
        baseNdcg,
        learnedNdcg,
        learned,
        gain);
  }
}
