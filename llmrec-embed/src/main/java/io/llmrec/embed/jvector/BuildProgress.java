package io.llmrec.embed.jvector;

import io.llmrec.core.Progress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the vectors that a graph has taken in, and tells a listener a thousand times. */
final class BuildProgress {

  private static final Logger LOGGER = LoggerFactory.getLogger(JVectorIndexer.class);

  private static final String STEP = "index";
  private static final long PAUSE_SECONDS = 30;
  private static final int REPORTS = 1000;

  private final Progress progress;
  private final long total;
  private final long start = System.nanoTime();
  private long done;

  BuildProgress(long total, Progress progress) {
    this.total = total;
    this.progress = progress;
  }

  /** One more was taken in; by any thread. */
  synchronized void added() {
    done++;
    if (done % Math.max(1, total / REPORTS) == 0 || done == total) {
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      progress.update(new Progress.Update(STEP, done, total, 0, elapsed));
    }
  }

  /** Logs where a build is, twice a minute. For one build at a time. */
  static Progress logged() {
    return new Progress() {

      private long told;

      @Override
      public synchronized void update(Update update) {
        long seconds = update.elapsed().toSeconds();
        if (seconds < told) {
          told = 0;
        }
        if (seconds - told >= PAUSE_SECONDS) {
          told = seconds;
          LOGGER.info(
              "the graph has {} of {} vectors, about {} s to go",
              update.done(),
              update.total(),
              update.timeLeft().toSeconds());
        }
      }
    };
  }
}
