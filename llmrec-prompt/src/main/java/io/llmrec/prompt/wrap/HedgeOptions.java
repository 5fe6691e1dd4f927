package io.llmrec.prompt.wrap;

/**
 * When a second request is sent.
 *
 * @param quantile of the latest latencies after which it is sent, 0.5 to less than 1
 * @param minCalls how many latencies must be known before, 1 to 256
 * @param maxShare the most second requests per request, more than 0 and at most 1: a backend that
 *     is slow as a whole is not asked twice as much
 */
public record HedgeOptions(double quantile, int minCalls, double maxShare) {

  /** After the 95th percentile of at least 20 calls, for at most a tenth of the calls. */
  public static final HedgeOptions DEFAULT = new HedgeOptions(0.95, 20, 0.1);

  /** Checks the ranges. */
  public HedgeOptions {
    if (!(quantile >= 0.5 && quantile < 1)) {
      throw new IllegalArgumentException(
          "quantile must be at least 0.5 and less than 1, was " + quantile);
    }
    if (minCalls < 1 || minCalls > 256) {
      throw new IllegalArgumentException("minCalls must be 1 to 256, was " + minCalls);
    }
    if (!(maxShare > 0 && maxShare <= 1)) {
      throw new IllegalArgumentException(
          "maxShare must be more than 0 and at most 1, was " + maxShare);
    }
  }
}
