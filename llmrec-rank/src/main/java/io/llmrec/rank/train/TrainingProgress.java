package io.llmrec.rank.train;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Hears how a training goes, on its thread. */
@FunctionalInterface
public interface TrainingProgress {

  /** Called every few steps and at the end of every epoch. */
  void update(Update update);

  /** Tells nobody. */
  static TrainingProgress none() {
    return update -> {};
  }

  /**
   * Where a training is.
   *
   * @param epoch from 1 on
   * @param step from 1 on, over all epochs
   * @param loss mean over the steps of this epoch so far
   * @param metric of the last validation, null before the first
   * @param samplesPerSecond since the training began or was resumed
   * @param left estimated, null in the first epoch, whose length is not known
   */
  record Update(
      int epoch,
      long step,
      double loss,
      @Nullable Double metric,
      double samplesPerSecond,
      @Nullable Duration left) {}
}
