package io.llmrec.core.eval;

/**
 * The result of a model that was trained several times from different seeds.
 *
 * <p>Student's t interval, 1908. At least five seeds are advised: with two the interval is twelve
 * standard errors wide on either side.
 */
public final class Seeds {

  /** The 97.5 % quantile of the t distribution for 1 to 30 degrees of freedom. */
  private static final double[] T = {
    12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157,
    2.228139, 2.200985, 2.178813, 2.160369, 2.144787, 2.131450, 2.119905, 2.109816, 2.100922,
    2.093024, 2.085963, 2.079614, 2.073873, 2.068658, 2.063899, 2.059539, 2.055529, 2.051831,
    2.048407, 2.045230, 2.042272
  };

  private static final double NORMAL = 1.959964;

  private Seeds() {}

  /**
   * The mean over seeds and the 95 % interval of the mean: mean +- t * s / sqrt(n), s the standard
   * deviation with n - 1.
   *
   * @param perSeed one finite value per seed, at least two
   */
  public static Interval interval(double[] perSeed) {
    Checks.finite("perSeed", perSeed, 2);
    double mean = Stats.mean(perSeed);
    double half = t(perSeed.length - 1) * deviation(perSeed) / Math.sqrt(perSeed.length);
    return new Interval(mean, mean - half, mean + half);
  }

  /**
   * The standard deviation with n - 1: how far one seed lies from another.
   *
   * @param perSeed one finite value per seed, at least two
   */
  public static double deviation(double[] perSeed) {
    Checks.finite("perSeed", perSeed, 2);
    double mean = Stats.mean(perSeed);
    double squares = 0;
    for (double value : perSeed) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (perSeed.length - 1));
  }

  /** Beyond the table three terms of Fisher and Cornish's expansion are exact to 1e-4. */
  static double t(int freedom) {
    if (freedom <= T.length) {
      return T[freedom - 1];
    }
    double z = NORMAL;
    double cube = z * z * z;
    double second = (5 * cube * z * z + 16 * cube + 3 * z) / 96 / freedom / freedom;
    return z + (cube + z) / 4 / freedom + second;
  }
}
