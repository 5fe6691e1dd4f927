package io.llmrec.core.eval;

/** Refusals that several measures share. */
final class Checks {

  private Checks() {}

  static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be at least %d, was %d".formatted(name, least, value));
    }
  }

  static void finite(String name, double[] values, int least) {
    if (values.length < least) {
      throw new IllegalArgumentException(
          "%s must hold at least %d values, holds %d".formatted(name, least, values.length));
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "%s must be finite, was %s at index %d".formatted(name, values[i], i));
      }
    }
  }

  static void sameLength(String first, int a, String second, int b) {
    if (a != b) {
      throw new IllegalArgumentException(
          "%s and %s must be of the same length, were %d and %d".formatted(first, second, a, b));
    }
  }

  /** Probabilities and labels of the same samples. */
  static void probabilities(double[] probabilities, boolean[] clicked) {
    sameLength("probabilities", probabilities.length, "clicked", clicked.length);
    for (int i = 0; i < probabilities.length; i++) {
      if (!(probabilities[i] >= 0 && probabilities[i] <= 1)) {
        throw new IllegalArgumentException(
            "probabilities must be 0 to 1, was %s at index %d".formatted(probabilities[i], i));
      }
    }
  }

  static void share(String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(
          "%s must be above 0 and below 1, was %s".formatted(name, value));
    }
  }

  /** a - b per user, of at least two users. */
  static double[] differences(double[] a, double[] b) {
    sameLength("a", a.length, "b", b.length);
    finite("a", a, 2);
    finite("b", b, 2);
    double[] differences = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      differences[i] = a[i] - b[i];
    }
    return differences;
  }
}
