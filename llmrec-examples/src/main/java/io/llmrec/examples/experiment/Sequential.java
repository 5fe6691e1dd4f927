package io.llmrec.examples.experiment;

import io.llmrec.rank.sequence.SasRec;
import io.llmrec.rank.sequence.SasRecOptions;
import io.llmrec.rank.sequence.SasRecTrainer;
import io.llmrec.rank.train.TrainingOptions;

/** Models that read histories as sequences, as systems of an experiment. */
final class Sequential {

  private static final SasRecOptions OPTIONS =
      SasRecOptions.DEFAULT.withNegatives(512).withBatch(64);

  private static final int EPOCHS = 30;
  private static final int PATIENCE = 3;

  private Sequential() {}

  /**
   * SASRec; the epoch is chosen on the validation cases. About a quarter of an hour of one core for
   * a million interactions.
   */
  static TestedSystem sasRec() {
    return TestedSystem.of(
        "SASRec",
        "width 64, 2 layers, length 50, softmax over 512 drawn items, at most %d epochs"
            .formatted(EPOCHS),
        (split, seed) -> {
          TrainingOptions training =
              TrainingOptions.builder().epochs(EPOCHS).patience(PATIENCE).seed(seed).build();
          SasRec model =
              new SasRecTrainer(OPTIONS, training).train(split.train(), split.validation()).model();
          return Trained.scores((asked, ids) -> model.score(asked.user(), ids));
        });
  }
}
