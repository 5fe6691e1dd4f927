package io.llmrec.rank.feature;

/**
 * See {@link Feature#number}. A sample without it, or with NaN, is missing it, which a model sees.
 *
 * @param name of the feature
 * @param side what it depends on
 * @param scaling what is done to it
 * @param buckets 2 to 1,000 for {@link Scaling#BUCKETS}, else 0
 */
public record NumberFeature(String name, Side side, Scaling scaling, int buckets)
    implements Feature {

  /** Checks the ranges. */
  public NumberFeature {
    Checks.name("a feature", name);
    boolean bucketed = scaling == Scaling.BUCKETS;
    Checks.range(
        "buckets of '%s' for %s".formatted(name, scaling),
        buckets,
        bucketed ? 2 : 0,
        bucketed ? 1000 : 0);
  }

  /** The same on a logarithmic scale. */
  public NumberFeature log() {
    return new NumberFeature(name, side, Scaling.LOG, 0);
  }

  /** The same as so many intervals. */
  public NumberFeature buckets(int count) {
    return new NumberFeature(name, side, Scaling.BUCKETS, count);
  }
}
