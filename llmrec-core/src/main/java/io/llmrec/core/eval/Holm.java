package io.llmrec.core.eval;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Keeps the chance of any false discovery at its level when several systems are tested.
 *
 * <p>Holm, "A simple sequentially rejective multiple test procedure", 1979.
 */
public final class Holm {

  private Holm() {}

  /**
   * Adjusted p values, in the order given: the i-th smallest of m is multiplied by m - i + 1, never
   * falls below a smaller one's and is at most 1. A system differs at level 0.05 when its adjusted
   * p is at most 0.05.
   *
   * @param p 0 to 1 each; none give none
   */
  public static double[] adjust(double[] p) {
    for (int i = 0; i < p.length; i++) {
      if (!(p[i] >= 0 && p[i] <= 1)) {
        throw new IllegalArgumentException(
            "p must be 0 to 1, was %s at index %d".formatted(p[i], i));
      }
    }
    int[] rising =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.length];
    double least = 0;
    for (int i = 0; i < p.length; i++) {
      least = Math.max(least, Math.min(1, p[rising[i]] * (p.length - i)));
      adjusted[rising[i]] = least;
    }
    return adjusted;
  }
}
