package io.llmrec.rank.train;

import org.jspecify.annotations.Nullable;

/**
 * Trains networks: AdamW for dense weights, a {@link RowOptimizer} for tables, gradients from
 * libtorch.
 *
 * <p>The same network, batches and options give the same weights to the bit on one machine, with
 * the same number of torch threads ({@code ai.djl.pytorch.num_threads}; one is best), whether the
 * training ran through or was killed and resumed from its checkpoints. Immutable; trainings on
 * several threads take turns step by step, for DJL computes one set of gradients at a time.
 */
public final class NetworkTrainer {

  private final TrainingOptions options;
  private final TrainingProgress progress;

  /** A trainer that tells nobody. */
  public NetworkTrainer(TrainingOptions options) {
    this(options, TrainingProgress.none());
  }

  /** A trainer. */
  public NetworkTrainer(TrainingOptions options, TrainingProgress progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * Trains for all epochs; the network then has the weights of the last one.
   *
   * @throws IllegalArgumentException when a batch does not fit the network, an epoch has no
   *     batches, or the checkpoints are of another training
   * @throws IllegalStateException when a loss or gradient is not finite, the graph fails, or the
   *     thread is interrupted
   */
  public TrainingReport train(TrainableNetwork network, BatchSource source) {
    return run(network, source, null);
  }

  /**
   * Trains until the validation no longer gets better; the network then has the weights of the best
   * epoch. The tables are kept twice for that.
   *
   * @throws IllegalArgumentException as {@link #train(TrainableNetwork, BatchSource)}
   * @throws IllegalStateException as there, or when a metric is not finite
   */
  public TrainingReport train(TrainableNetwork network, BatchSource source, Validation validation) {
    return run(network, source, validation);
  }

  private TrainingReport run(
      TrainableNetwork network, BatchSource source, @Nullable Validation validation) {
    try (TrainingRun run = new TrainingRun(network, options, progress)) {
      return run.train(source, validation);
    }
  }
}
