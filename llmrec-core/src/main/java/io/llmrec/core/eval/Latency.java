package io.llmrec.core.eval;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * How long answers took: percentiles by nearest rank, so that each is a time that was seen. All
 * zero for no answers.
 *
 * @param p50 half took no longer
 * @param p95 19 of 20 took no longer
 * @param p99 99 of 100 took no longer
 */
public record Latency(Duration p50, Duration p95, Duration p99) {

  /** The percentiles of these times. */
  public static Latency of(Collection<Duration> times) {
    List<Duration> rising = times.stream().sorted().toList();
    return new Latency(nearest(rising, 50), nearest(rising, 95), nearest(rising, 99));
  }

  private static Duration nearest(List<Duration> rising, int percent) {
    int rank = (int) (((long) rising.size() * percent + 99) / 100);
    return rising.isEmpty() ? Duration.ZERO : rising.get(rank - 1);
  }
}
