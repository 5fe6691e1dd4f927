package io.llmrec.rank.train;

import java.util.List;

/**
 * How a training went.
 *
 * @param epochs each epoch's mean loss and metric, in order
 * @param bestEpoch the epoch whose weights the network now has, from 1 on
 * @param steps over all epochs
 * @param samples over all epochs, each as often as it was seen
 */
public record TrainingReport(List<Epoch> epochs, int bestEpoch, long steps, long samples) {

  /** Takes a copy of the epochs. */
  public TrainingReport {
    epochs = List.copyOf(epochs);
  }

  /**
   * One epoch.
   *
   * @param loss mean over its steps
   * @param metric of the validation after it, NaN where there is none
   */
  public record Epoch(double loss, double metric) {}

  /** The metric of the best epoch, NaN where there was no validation. */
  public double bestMetric() {
    return epochs.get(bestEpoch - 1).metric();
  }
}
