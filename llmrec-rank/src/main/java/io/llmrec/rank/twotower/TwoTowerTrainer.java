package io.llmrec.rank.twotower;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.user.UserContext;
import io.llmrec.rank.train.NetworkTrainer;
import io.llmrec.rank.train.TrainingOptions;
import io.llmrec.rank.train.TrainingProgress;
import io.llmrec.rank.train.TrainingReport;
import java.util.List;

/**
 * Trains two towers so that each positive is nearer to its user than the other items of its batch,
 * and hard negatives. With validation data the epoch that ranks it best is kept.
 *
 * <p>The same data and options give the same model on one machine; see {@link NetworkTrainer}.
 * Immutable.
 */
public final class TwoTowerTrainer {

  private final TowerInputs inputs;
  private final TwoTowerOptions options;
  private final TrainingOptions training;
  private final TrainingProgress progress;

  /** A trainer that tells nobody. */
  public TwoTowerTrainer(TowerInputs inputs, TwoTowerOptions options, TrainingOptions training) {
    this(inputs, options, training, TrainingProgress.none());
  }

  /**
   * A trainer.
   *
   * @param inputs what the towers see
   * @param training its seed is also that of the first weights
   */
  public TwoTowerTrainer(
      TowerInputs inputs,
      TwoTowerOptions options,
      TrainingOptions training,
      TrainingProgress progress) {
    this.inputs = inputs;
    this.options = options;
    this.training = training;
    this.progress = progress;
  }

  /**
   * A model and how its training went.
   *
   * @param report its metric is the share of held-out positives that are nearer to their user than
   *     an item drawn evenly
   */
  public record Trained(TwoTowerModel model, TrainingReport report) {}

  /**
   * Learns.
   *
   * @param catalog every item, with the texts that enrichment wrote; those without a positive serve
   *     as cold ones
   * @throws IllegalArgumentException when fewer than two positives are of items in the catalog, or
   *     an encoder does not keep its contract
   * @throws IllegalStateException as {@link NetworkTrainer#train}
   */
  public Trained train(Catalog catalog, TowerData data) {
    TowerVocabulary vocabulary = TowerVocabulary.of(inputs, catalog, data);
    Item first = catalog.stream().findFirst().orElseThrow();
    List<UserContext> users =
        data.positives().stream()
            .map(one -> one.userId())
            .distinct()
            .limit(10_000)
            .map(id -> TowerSamples.context(id, data))
            .toList();
    TowerLayout layout =
        new TowerLayout(options, inputs, vocabulary, TextVectors.of(inputs, first, users));
    TowerSamples samples = TowerSamples.of(layout, catalog, data);
    TwoTowerBatches batches = new TwoTowerBatches(layout, samples);
    if (batches.size() < 2) {
      throw new IllegalArgumentException(
          "at least 2 positives must be of items in the catalog, were %d of %d"
              .formatted(batches.size(), data.positives().size()));
    }
    TwoTowerNetwork network = new TwoTowerNetwork(layout, training.seed());
    NetworkTrainer trainer = new NetworkTrainer(training, progress);
    TrainingReport report =
        samples.held().isEmpty()
            ? trainer.train(network, batches)
            : trainer.train(network, batches, new TowerValidation(samples, training.seed()));
    return new Trained(new TwoTowerModel(network, samples.dataHash()), report);
  }
}
