package io.llmrec.rank.train;

import io.llmrec.rank.train.TrainingReport.Epoch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a training is. */
final class TrainingState {

  private final List<Epoch> epochs = new ArrayList<>();
  private int bestEpoch;
  private long steps;
  private long samples;
  private long stepsInEpoch;
  private double lossSum;

  /** The epochs that are over. */
  List<Epoch> epochs() {
    return epochs;
  }

  /** Of those that are over, from 1 on; 0 before the first. */
  int bestEpoch() {
    return bestEpoch;
  }

  long steps() {
    return steps;
  }

  long samples() {
    return samples;
  }

  /** Of the epoch under way. */
  long stepsInEpoch() {
    return stepsInEpoch;
  }

  double lossSum() {
    return lossSum;
  }

  /** Goes to where a training was. */
  void resume(List<Epoch> over, int best, long[] counts, double sum) {
    epochs.clear();
    epochs.addAll(over);
    bestEpoch = best;
    steps = counts[0];
    samples = counts[1];
    stepsInEpoch = counts[2];
    lossSum = sum;
  }

  void step(double loss, int count) {
    steps++;
    stepsInEpoch++;
    samples += count;
    lossSum += loss;
  }

  /** Whether the epoch was the best so far; without a metric every one is. */
  boolean endEpoch(double metric) {
    epochs.add(new Epoch(lossSum / stepsInEpoch, metric));
    stepsInEpoch = 0;
    lossSum = 0;
    boolean better =
        bestEpoch == 0 || Double.isNaN(metric) || metric > epochs.get(bestEpoch - 1).metric();
    bestEpoch = better ? epochs.size() : bestEpoch;
    return better;
  }

  boolean ended(TrainingOptions options, boolean validated) {
    return epochs.size() >= options.epochs()
        || (validated && epochs.size() - bestEpoch >= options.patience());
  }

  TrainingReport report() {
    return new TrainingReport(epochs, bestEpoch, steps, samples);
  }

  TrainingProgress.Update update(double samplesPerSecond, @Nullable Duration left) {
    Epoch last = epochs.isEmpty() ? null : epochs.get(epochs.size() - 1);
    boolean over = last != null && stepsInEpoch == 0;
    double loss = last != null && over ? last.loss() : lossSum / Math.max(1, stepsInEpoch);
    Double metric = last == null || Double.isNaN(last.metric()) ? null : last.metric();
    return new TrainingProgress.Update(
        epochs.size() + (over ? 0 : 1), steps, loss, metric, samplesPerSecond, left);
  }
}
