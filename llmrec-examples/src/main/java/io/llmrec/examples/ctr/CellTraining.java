package io.llmrec.examples.ctr;

import io.llmrec.core.compute.Draws;
import io.llmrec.embed.torch.Compute;
import io.llmrec.examples.ctr.CtrSplit.Part;
import io.llmrec.rank.ctr.CtrModel;
import io.llmrec.rank.ctr.CtrOptions;
import io.llmrec.rank.ctr.CtrTorchScorer;
import io.llmrec.rank.ctr.CtrTrainer;
import io.llmrec.rank.feature.FeatureEncoder;
import io.llmrec.rank.feature.FeatureSchema;
import io.llmrec.rank.feature.SampleSource;
import io.llmrec.rank.train.TrainingOptions;
import io.llmrec.rank.train.TrainingProgress;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Trains a model on a task and asks it about the test samples. */
final class CellTraining {

  /** Validation samples that choose the epoch, drawn; all would take as long as training. */
  private static final int VALIDATION = 20_000;

  private static final int CHUNK = 4096;

  private final CtrOptions options;
  private final TrainingOptions training;
  private final TrainingProgress progress;

  CellTraining(CtrOptions options, TrainingOptions training, TrainingProgress progress) {
    this.options = options;
    this.training = training;
    this.progress = progress;
  }

  /** Trains and asks. */
  CellScores run(RankingTask task) {
    long start = System.nanoTime();
    FeatureSchema schema = FeatureSchema.fit(task.features(), () -> task.samples(Part.TRAIN));
    FeatureEncoder encoder = new FeatureEncoder(schema, task.vectors());
    SampleSource samples = SampleSource.inMemory(encoder, task.samples(Part.TRAIN));
    SampleSource validation =
        SampleSource.inMemory(
            encoder, task.samples(drawn(task.rows().split().rows(Part.VALIDATION))));
    CtrTrainer.Trained trained =
        new CtrTrainer(options, training, progress).fit(encoder, samples, validation);
    CtrModel model = trained.model();
    return new CellScores(
        asked(model, task),
        model.metrics().getOrDefault("validation_auc", Double.NaN),
        trained.report().epochs().size(),
        (System.nanoTime() - start) * 1e-9);
  }

  private static int[] drawn(int[] rows) {
    List<Integer> all = IntStream.of(rows).boxed().toList();
    return Draws.of(23).choose(all, VALIDATION).stream().mapToInt(Integer::intValue).toArray();
  }

  private static float[] asked(CtrModel model, RankingTask task) {
    float[] probabilities = new float[task.rows().split().rows(Part.TEST).length];
    try (CtrTorchScorer scorer = model.torch(Compute.CPU, 1);
        Stream<int[]> encoded =
            task.samples(Part.TEST).map(one -> model.encoder().encode(one.features()))) {
      Iterator<int[]> rows = encoded.iterator();
      for (int from = 0; from < probabilities.length; from += CHUNK) {
        int[][] chunk = new int[Math.min(CHUNK, probabilities.length - from)][];
        for (int i = 0; i < chunk.length; i++) {
          chunk[i] = rows.next();
        }
        double[] scores = scorer.probabilities(chunk);
        for (int i = 0; i < chunk.length; i++) {
          probabilities[from + i] = (float) scores[i];
        }
      }
    }
    return probabilities;
  }
}
