package io.llmrec.core.eval;

import java.util.Locale;

/**
 * A mean and the 95 % interval around it.
 *
 * @param mean of the values as given
 * @param low lower end
 * @param high upper end, at least {@code low}
 */
public record Interval(double mean, double low, double high) {

  /** Checks the order of the ends. */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "low must not be above high, were %s and %s".formatted(low, high));
    }
  }

  /** Whether a value lies in the interval, its ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.4f [%.4f, %.4f]", mean, low, high);
  }
}
