package io.llmrec.core.eval;

/** Small sums that several measures share. */
final class Stats {

  private static final double LOG_2 = StrictMath.log(2);

  private Stats() {}

  /** The logarithm to the base 2, the same on every machine. */
  static double log2(double value) {
    return StrictMath.log(value) / LOG_2;
  }

  /** The mean; NaN of nothing. */
  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** part / whole; NaN of no whole. */
  static double ratio(long part, long whole) {
    return whole == 0 ? Double.NaN : (double) part / whole;
  }

  /** The quantile of rising values, at least one, interpolated linearly between neighbours. */
  static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
