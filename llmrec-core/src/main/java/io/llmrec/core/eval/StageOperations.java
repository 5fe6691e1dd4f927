package io.llmrec.core.eval;

import io.llmrec.core.StageTrace;
import io.llmrec.core.StageTrace.Outcome;
import java.util.List;

/**
 * What one stage did over many requests.
 *
 * @param stage its name
 * @param requests in how many requests it was configured
 * @param degraded in how many it failed or did less than it should: the fallback showed instead
 * @param skipped in how many it was not started
 * @param latency how long it took, where it was started
 */
public record StageOperations(
    String stage, int requests, int degraded, int skipped, Latency latency) {

  /** Sums the traces of one stage. */
  static StageOperations of(String stage, List<StageTrace> traces) {
    return new StageOperations(
        stage,
        traces.size(),
        count(traces, Outcome.DEGRADED),
        count(traces, Outcome.SKIPPED),
        Latency.of(
            traces.stream()
                .filter(trace -> trace.outcome() != Outcome.SKIPPED)
                .map(StageTrace::elapsed)
                .toList()));
  }

  private static int count(List<StageTrace> traces, Outcome outcome) {
    return (int) traces.stream().filter(trace -> trace.outcome() == outcome).count();
  }

  /** Fallback share: requests that went on without all of the stage's work, 0 to 1. */
  public double fallbackRate() {
    return Stats.ratio((long) degraded + skipped, requests);
  }
}
