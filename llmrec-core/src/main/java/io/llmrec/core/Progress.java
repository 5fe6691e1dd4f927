package io.llmrec.core;

import io.llmrec.core.data.ReadProgress;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Hears how far a long piece of work has come. Called from the working thread, often; must be fast.
 */
@FunctionalInterface
public interface Progress {

  /** Something was done. */
  void update(Update update);

  /**
   * How far a step has come.
   *
   * @param step what is being done, for example {@code enrich summary}
   * @param done items done, from this run or an earlier one
   * @param total items to do, at least {@code done}
   * @param reused how many of those done were there already
   * @param elapsed time since the step began
   */
  record Update(String step, long done, long total, long reused, Duration elapsed) {

    /** Items made per second in this run, 0 before the first. */
    public double rate() {
      long nanos = elapsed.toNanos();
      return nanos == 0 ? 0 : (done - reused) * 1e9 / nanos;
    }

    /**
     * The time to the end of the step at the rate so far; zero when it is done or the rate is
     * unknown.
     */
    public Duration timeLeft() {
      double rate = rate();
      return rate == 0 ? Duration.ZERO : Duration.ofMillis((long) ((total - done) * 1000 / rate));
    }
  }

  /** Tells nobody. */
  static Progress none() {
    return update -> {};
  }

  /** Prints a line per step, and at most one a second within a step. */
  static Progress printTo(PrintStream out) {
    return new PrintedProgress(out, System::nanoTime);
  }

  /**
   * A listener for readers that tells this one: the items of the step are the file's bytes.
   *
   * @param step what is being read, for example {@code read ratings}
   */
  default ReadProgress ofReading(String step) {
    long start = System.nanoTime();
    return (done, total) ->
        update(new Update(step, done, total, 0, Duration.ofNanos(System.nanoTime() - start)));
  }
}
