package io.llmrec.core.eval;

import java.util.Arrays;

/**
 * How well scores tell clicked from not clicked, over all samples together.
 *
 * <p>Scores and labels are parallel arrays, one entry per shown item. Nothing is changed in them.
 */
public final class ClassificationMetrics {

  /** Probabilities are kept this far from 0 and 1 before the logarithm is taken. */
  public static final double CLIP = 1e-7;

  private ClassificationMetrics() {}

  /**
   * The probability that a clicked sample scores higher than one not clicked; equal scores count
   * half.
   *
   * <p>0 to 1, 0.5 for chance, NaN when all labels are the same or there are none. Rank-sum form:
   * Hanley and McNeil, "The meaning and use of the area under a ROC curve", 1982. Time n log n, on
   * primitive arrays.
   *
   * @param scores higher for more likely; infinite is allowed, NaN is refused
   */
  public static double auc(double[] scores, boolean[] clicked) {
    Checks.sameLength("scores", scores.length, "clicked", clicked.length);
    int positives = 0;
    for (int i = 0; i < scores.length; i++) {
      if (Double.isNaN(scores[i])) {
        throw new IllegalArgumentException("scores must not be NaN, is so at index " + i);
      }
      positives += clicked[i] ? 1 : 0;
    }
    double[] high = new double[positives];
    double[] low = new double[scores.length - positives];
    int nextHigh = 0;
    int nextLow = 0;
    for (int i = 0; i < scores.length; i++) {
      if (clicked[i]) {
        high[nextHigh++] = scores[i];
      } else {
        low[nextLow++] = scores[i];
      }
    }
    return auc(high, low);
  }

  /** The AUC of the scores of clicked and of other samples; sorts both arrays. */
  static double auc(double[] clicked, double[] others) {
    if (clicked.length == 0 || others.length == 0) {
      return Double.NaN;
    }
    Arrays.sort(clicked);
    Arrays.sort(others);
    long doubledWins = 0;
    int below = 0;
    int belowOrEqual = 0;
    for (double score : clicked) {
      while (below < others.length && others[below] < score) {
        below++;
      }
      while (belowOrEqual < others.length && others[belowOrEqual] <= score) {
        belowOrEqual++;
      }
      doubledWins += below + belowOrEqual;
    }
    return doubledWins / 2.0 / clicked.length / others.length;
  }

  /**
   * The mean of -ln of the probability given to what happened, with probabilities clipped to {@link
   * #CLIP} from both ends.
   *
   * <p>At least 0, lower is better; ln 2 = 0.693 for always saying one half; NaN of no samples.
   *
   * @param probabilities 0 to 1
   */
  public static double logLoss(double[] probabilities, boolean[] clicked) {
    Checks.probabilities(probabilities, clicked);
    double sum = 0;
    for (int i = 0; i < clicked.length; i++) {
      double clipped = Math.min(1 - CLIP, Math.max(CLIP, probabilities[i]));
      sum -= StrictMath.log(clicked[i] ? clipped : 1 - clipped);
    }
    return sum / clicked.length;
  }

  /**
   * Relative improvement of an AUC over that of a base model, both counted from chance: (auc - 0.5)
   * / (base - 0.5) - 1.
   *
   * <p>0.1 means 10 % more. NaN when the base is at chance. Yan et al., "Coupled group lasso for
   * web-scale CTR prediction in display advertising", 2014.
   */
  public static double relaImpr(double auc, double base) {
    return base == 0.5 ? Double.NaN : (auc - 0.5) / (base - 0.5) - 1;
  }
}
