package io.llmrec.prompt.wrap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only when a test says so, or when someone sleeps. */
final class FakeTicker implements Ticker {

  private final List<Duration> sleeps = new ArrayList<>();
  private long now = Long.MAX_VALUE - 5_000_000_000L;

  @Override
  public synchronized long nanos() {
    return now;
  }

  @Override
  public synchronized void sleep(long nanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("test");
    }
    sleeps.add(Duration.ofNanos(nanos));
    now += nanos;
  }

  synchronized void pass(Duration length) {
    now += length.toNanos();
  }

  /** How long was slept, one by one. */
  synchronized List<Duration> sleeps() {
    return List.copyOf(sleeps);
  }
}
