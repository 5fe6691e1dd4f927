package io.llmrec.rank.train;

import io.llmrec.embed.torch.Compute;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a {@link NetworkTrainer} learns. Immutable. */
public final class TrainingOptions {

  private final Builder set;

  private TrainingOptions(Builder set) {
    this.set = set;
  }

  /** All defaults; see {@link Builder}. */
  public static TrainingOptions defaults() {
    return builder().build();
  }

  /** Starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** The most passes over the data. */
  public int epochs() {
    return set.epochs;
  }

  /** Of the dense weights, before the schedule. */
  public double learningRate() {
    return set.learningRate;
  }

  /** How the rate changes. */
  public Schedule schedule() {
    return set.schedule;
  }

  /** Of the dense weights, decoupled from the gradient. */
  public double weightDecay() {
    return set.weightDecay;
  }

  /** Of the tables. */
  public RowOptimizer rows() {
    return set.rows;
  }

  /** The longest gradient, over all weights together. */
  public double clipNorm() {
    return set.clipNorm;
  }

  /** Of the order of batches and of dropout. */
  public long seed() {
    return set.seed;
  }

  /** Epochs without a better validation after which it ends. */
  public int patience() {
    return set.patience;
  }

  /** Where unfinished work is kept. */
  public Optional<Path> checkpoints() {
    return Optional.ofNullable(set.checkpoints);
  }

  /** Steps from checkpoint to checkpoint. */
  public long checkpointSteps() {
    return set.checkpointSteps;
  }

  /** Where it is computed. */
  public Compute compute() {
    return set.compute;
  }

  /** All that changes what a step does, as text. */
  String describe() {
    return "rate=%s decay=%s rows=%s clip=%s seed=%d compute=%s"
        .formatted(learningRate(), weightDecay(), rows(), clipNorm(), seed(), compute());
  }

  /**
   * Collects options. Defaults: 10 epochs, AdamW at 0.001 with a constant rate and no weight decay,
   * lazy Adam for tables, gradients cut to length 10, seed 1, patience 3, no checkpoints (every
   * 1,000 steps where a folder is given), the CPU.
   */
  public static final class Builder implements Cloneable {

    private int epochs = 10;
    private double learningRate = 1e-3;
    private Schedule schedule = Schedule.constant();
    private double weightDecay;
    private RowOptimizer rows = RowOptimizer.lazyAdam();
    private double clipNorm = 10;
    private long seed = 1;
    private int patience = 3;
    private @Nullable Path checkpoints;
    private long checkpointSteps = 1_000;
    private Compute compute = Compute.CPU;

    private Builder() {}

    /** The most passes over the data, at least 1. */
    public Builder epochs(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("epochs must be at least 1, was " + value);
      }
      epochs = value;
      return this;
    }

    /** The rate of the dense weights, above 0, at most 1. */
    public Builder learningRate(double value) {
      if (!(value > 0 && value <= 1)) {
        throw new IllegalArgumentException(
            "learningRate must be above 0 and at most 1, was " + value);
      }
      learningRate = value;
      return this;
    }

    /** How the rate changes over the steps. */
    public Builder schedule(Schedule value) {
      schedule = value;
      return this;
    }

    /**
     * How strongly dense weights of two or more axes are pulled to 0, at least 0; biases and scales
     * are left alone (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019).
     */
    public Builder weightDecay(double value) {
      if (!(value >= 0) || !Double.isFinite(value)) {
        throw new IllegalArgumentException("weightDecay must be at least 0, was " + value);
      }
      weightDecay = value;
      return this;
    }

    /** How tables learn. */
    public Builder rows(RowOptimizer value) {
      rows = value;
      return this;
    }

    /** The longest gradient over all weights together, above 0; infinite for no limit. */
    public Builder clipNorm(double value) {
      if (!(value > 0)) {
        throw new IllegalArgumentException("clipNorm must be above 0, was " + value);
      }
      clipNorm = value;
      return this;
    }

    /** Of the order of batches and of dropout. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** Epochs without a better validation after which it ends, at least 1. */
    public Builder patience(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("patience must be at least 1, was " + value);
      }
      patience = value;
      return this;
    }

    /**
     * Keeps the work so far, so that a training that was killed goes on where it was; one that is
     * over gives its result again at once. The folder belongs to one training, of one network on
     * one set of data; a host deletes it when the model is kept.
     *
     * @param everySteps how often, at least 1; besides, at the end of every epoch
     */
    public Builder checkpoints(Path folder, long everySteps) {
      if (everySteps < 1) {
        throw new IllegalArgumentException("everySteps must be at least 1, was " + everySteps);
      }
      checkpoints = folder;
      checkpointSteps = everySteps;
      return this;
    }

    /** Where it is computed. */
    public Builder compute(Compute value) {
      compute = value;
      return this;
    }

    /** The options. */
    public TrainingOptions build() {
      return new TrainingOptions(copy());
    }

    private Builder copy() {
      try {
        return (Builder) clone();
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
