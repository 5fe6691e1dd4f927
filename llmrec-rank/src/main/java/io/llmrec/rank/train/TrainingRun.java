package io.llmrec.rank.train;

import io.llmrec.core.compute.Draws;
import java.time.Duration;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** One training from its first step, or the one it was killed at, to the last. */
final class TrainingRun implements AutoCloseable {

  private static final long REPORT_NANOS = 1_000_000_000L;
  private static final int ORDER = 1;
  private static final int CHANCE = 2;

  private final TrainableNetwork network;
  private final TrainingOptions options;
  private final TrainingProgress progress;
  private final Learner learner;
  private final TrainingState state = new TrainingState();
  private final @Nullable Checkpoints checkpoints;
  private @Nullable Snapshot best;
  private final long began = System.nanoTime();
  private long reported = began;
  private long seen;
  private long stepsHere;

  TrainingRun(TrainableNetwork network, TrainingOptions options, TrainingProgress progress) {
    this.network = network;
    this.options = options;
    this.progress = progress;
    this.learner = new Learner(network, options);
    this.checkpoints =
        options.checkpoints().map(at -> new Checkpoints(at, learner.identity())).orElse(null);
  }

  TrainingReport train(BatchSource source, @Nullable Validation validation) {
    if (checkpoints != null) {
      checkpoints.resume(state, learner.parts(), () -> best = new Snapshot(network));
    }
    while (!state.ended(options, validation != null)) {
      epoch(source);
      double metric = validation == null ? Double.NaN : metric(validation);
      boolean better = state.endEpoch(metric);
      if (better && validation != null) {
        best = new Snapshot(network);
        if (checkpoints != null) {
          checkpoints.saveBest(state.bestEpoch(), learner.parts());
        }
      }
      save();
      report(true);
    }
    if (best != null) {
      best.restore(network);
    }
    return state.report();
  }

  private void save() {
    if (checkpoints != null) {
      checkpoints.save(state, learner.parts(), best != null);
    }
  }

  private double metric(Validation validation) {
    double metric = validation.metric(network);
    if (!Double.isFinite(metric)) {
      throw new IllegalStateException(
          "the validation after epoch %d gave %s, a finite number is needed"
              .formatted(state.epochs().size() + 1, metric));
    }
    return metric;
  }

  private void epoch(BatchSource source) {
    int epoch = state.epochs().size();
    long seed = Draws.of(options.seed(), ORDER, epoch).next();
    Iterator<Batch> batches = source.batches(seed);
    for (long skip = 0; skip < state.stepsInEpoch(); skip++) {
      next(batches);
    }
    while (batches.hasNext()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("interrupted in step " + (state.steps() + 1));
      }
      step(batches.next());
      report(false);
    }
    if (state.stepsInEpoch() == 0) {
      throw new IllegalArgumentException("epoch %d has no batches".formatted(epoch + 1));
    }
  }

  private void next(Iterator<Batch> batches) {
    if (!batches.hasNext()) {
      throw new IllegalArgumentException(
          "the checkpoint is %d steps into an epoch, the data has fewer batches"
              .formatted(state.stepsInEpoch()));
    }
    batches.next();
  }

  private void step(Batch batch) {
    long step = state.steps() + 1;
    int chance = (int) (Draws.of(options.seed(), CHANCE).next() ^ mixed(step));
    state.step(learner.step(batch, step, chance & Integer.MAX_VALUE), batch.samples());
    seen += batch.samples();
    stepsHere++;
    if (step % options.checkpointSteps() == 0) {
      save();
    }
  }

  private static long mixed(long step) {
    return Draws.ofRound(CHANCE, step).next();
  }

  private void report(boolean always) {
    long now = System.nanoTime();
    if (!always && now - reported < REPORT_NANOS) {
      return;
    }
    reported = now;
    double seconds = (now - began) / 1e9;
    progress.update(state.update(seen / Math.max(seconds, 1e-9), left(seconds)));
  }

  private @Nullable Duration left(double seconds) {
    if (state.epochs().isEmpty() || stepsHere == 0) {
      return null;
    }
    long done = state.steps();
    long perEpoch = (done - state.stepsInEpoch()) / state.epochs().size();
    long open = Math.max(0, perEpoch * options.epochs() - done);
    return Duration.ofMillis((long) (1000 * seconds * open / stepsHere));
  }

  @Override
  public void close() {
    learner.close();
  }
}
