package io.llmrec.core.baseline;

/**
 * Settings of {@link Baselines#ease}.
 *
 * @param lambda how strongly weights are pulled to 0, above 0; some hundreds are usual, more for
 *     denser data
 * @param maxItems training refuses more items than this, at least 1: n items need 12 n² bytes while
 *     training and 4 n² afterwards
 */
public record EaseOptions(double lambda, int maxItems) {

  /** Checks the settings. */
  public EaseOptions {
    Checks.positive("lambda", lambda);
    Checks.atLeast("maxItems", maxItems, 1);
  }

  /** Lambda 500, at most 20,000 items (4.8 GB while training). */
  public static EaseOptions defaults() {
    return new EaseOptions(500, 20_000);
  }

  /** These settings with another lambda. */
  public EaseOptions withLambda(double newLambda) {
    return new EaseOptions(newLambda, maxItems);
  }
}
