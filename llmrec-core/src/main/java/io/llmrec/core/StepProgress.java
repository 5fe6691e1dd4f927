package io.llmrec.core;

import java.time.Duration;

/** Counts the items of one step and tells the listener. */
final class StepProgress {

  private final String step;
  private final long total;
  private final Progress progress;
  private final long start = System.nanoTime();
  private long done;
  private long reused;

  StepProgress(String step, long total, Progress progress) {
    this.step = step;
    this.total = total;
    this.progress = progress;
  }

  /** Some items were done before. */
  void reused(long count) {
    reused += count;
    made(count);
  }

  /** Some more items are done. */
  void made(long count) {
    done += count;
    progress.update(
        new Progress.Update(
            step, done, total, reused, Duration.ofNanos(System.nanoTime() - start)));
  }

  long done() {
    return done;
  }
}
