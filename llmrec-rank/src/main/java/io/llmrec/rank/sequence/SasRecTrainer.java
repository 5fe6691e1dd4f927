package io.llmrec.rank.sequence;

import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.user.Interaction;
import io.llmrec.rank.train.NetworkTrainer;
import io.llmrec.rank.train.TrainingOptions;
import io.llmrec.rank.train.TrainingProgress;
import io.llmrec.rank.train.TrainingReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Teaches a {@link SasRec}: at every place of a history the next item is to be found among all
 * items, or among some that are drawn.
 *
 * <p>What is made small is the cross-entropy over all items (Klenitskiy and Vasilev, "Turning dross
 * into gold loss: is BERT4Rec really better than SASRec?", 2023), not the binary one over a single
 * drawn item of the original, which learns to be far too sure. The same input gives the same model
 * on one machine. Immutable.
 */
public final class SasRecTrainer {

  private final SasRecOptions options;
  private final TrainingOptions training;
  private final TrainingProgress progress;

  /** A trainer that tells nobody. */
  public SasRecTrainer(SasRecOptions options, TrainingOptions training) {
    this(options, training, TrainingProgress.none());
  }

  /** A trainer. */
  public SasRecTrainer(SasRecOptions options, TrainingOptions training, TrainingProgress progress) {
    this.options = options;
    this.training = training;
    this.progress = progress;
  }

  /**
   * A model and how it was trained.
   *
   * @param model of the best epoch where there were validation cases, else of the last
   * @param report its metric is the mean NDCG@10 over the validation cases
   * @param dataHash over the interactions it learned from
   */
  public record Trained(SasRec model, TrainingReport report, String dataHash) {}

  /**
   * Trains for all epochs.
   *
   * @param interactions all count alike, whatever their value; one user's at the same time keep the
   *     order given
   * @throws IllegalArgumentException when no user has two of them, or there are too few items to
   *     draw from
   */
  public Trained train(Collection<Interaction> interactions) {
    return train(interactions, List.of());
  }

  /**
   * Trains until the validation no longer gets better.
   *
   * @param interactions as {@link #train(Collection)}
   * @param validation what is to be found among the items the user has not had; of more than 2,000
   *     cases as many, evenly spread, are asked. No cases: trains for all epochs
   * @throws IllegalArgumentException as {@link #train(Collection)}
   */
  public Trained train(Collection<Interaction> interactions, List<EvalCase> validation) {
    ItemIndex index =
        ItemIndex.of(interactions.stream().map(Interaction::itemId).distinct().toList());
    SequenceBatches batches =
        new SequenceBatches(options, index.count(), histories(interactions, index));
    if (batches.windows() == 0) {
      throw new IllegalArgumentException(
          "interactions must hold at least 2 of one user, hold %d".formatted(interactions.size()));
    }
    SasRecNetwork network = new SasRecNetwork(options, index.count(), training.seed());
    NetworkTrainer trainer = new NetworkTrainer(training, progress);
    NextItemValidation asked = new NextItemValidation(validation, index);
    TrainingReport report =
        validation.isEmpty()
            ? trainer.train(network, batches)
            : trainer.train(network, batches, any -> asked.metric(new SasRec(network, index)));
    return new Trained(new SasRec(network, index), report, dataHash(interactions));
  }

  private static String dataHash(Collection<Interaction> interactions) {
    Fingerprint hash = new Fingerprint().add(interactions.size());
    for (Interaction one : interactions) {
      hash.add(one.userId()).add(one.itemId()).add(one.time().toString());
    }
    return hash.hex();
  }

  private static List<int[]> histories(Collection<Interaction> interactions, ItemIndex index) {
    Map<String, List<Interaction>> byUser = new LinkedHashMap<>();
    for (Interaction one : interactions) {
      byUser.computeIfAbsent(one.userId(), user -> new ArrayList<>()).add(one);
    }
    List<int[]> histories = new ArrayList<>();
    for (List<Interaction> own : byUser.values()) {
      own.sort(Comparator.comparing(Interaction::time));
      histories.add(index.known(own.stream().map(Interaction::itemId).toList()));
    }
    return histories;
  }
}
