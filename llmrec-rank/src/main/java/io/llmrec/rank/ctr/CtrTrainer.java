package io.llmrec.rank.ctr;

import io.llmrec.core.eval.ClassificationMetrics;
import io.llmrec.rank.feature.EncodedSample;
import io.llmrec.rank.feature.FeatureEncoder;
import io.llmrec.rank.feature.SampleSource;
import io.llmrec.rank.train.NetworkTrainer;
import io.llmrec.rank.train.TrainingOptions;
import io.llmrec.rank.train.TrainingProgress;
import io.llmrec.rank.train.TrainingReport;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Trains CTR models by the cross entropy of what they say and what happened, until the AUC of
 * samples that they do not learn from no longer rises.
 *
 * <p>The same options, features and samples give the same model to the bit on one machine.
 * Immutable.
 */
public final class CtrTrainer {

  private final CtrOptions options;
  private final TrainingOptions training;
  private final TrainingProgress progress;

  /** A trainer that tells nobody. */
  public CtrTrainer(CtrOptions options, TrainingOptions training) {
    this(options, training, TrainingProgress.none());
  }

  /** A trainer. */
  public CtrTrainer(CtrOptions options, TrainingOptions training, TrainingProgress progress) {
    this.options = options;
    this.training = training;
    this.progress = progress;
  }

  /**
   * What came of a training.
   *
   * @param model of the best epoch
   * @param report the epochs with their losses and the AUCs of the validation
   */
  public record Trained(CtrModel model, TrainingReport report) {}

  /**
   * Trains a model.
   *
   * @param encoder its schema must have been fitted on training samples only
   * @param samples to learn from
   * @param validation other samples, to tell when it is enough: never those that the model is
   *     measured on afterwards
   * @throws IllegalArgumentException when validation and training samples are one source, or the
   *     validation has no sample of either kind
   * @throws IllegalStateException when a loss is not finite; see {@link NetworkTrainer}
   */
  public Trained fit(FeatureEncoder encoder, SampleSource samples, SampleSource validation) {
    if (samples == validation) {
      throw new IllegalArgumentException(
          "validation must be of other samples than those to learn from, was the same source");
    }
    CtrNetwork network = new CtrNetwork(encoder, options);
    TrainingReport report =
        new NetworkTrainer(training, progress)
            .train(
                network,
                new CtrBatches(network, options, samples),
                trained -> measured(network, validation).auc());
    Measured best = measured(network, validation);
    Map<String, Double> metrics =
        Map.of("validation_auc", best.auc(), "validation_log_loss", best.logLoss());
    String fingerprint = CtrFolder.fingerprint(encoder.schema(), options, network);
    return new Trained(new CtrModel(encoder, options, network, metrics, fingerprint), report);
  }

  private record Measured(double auc, double logLoss) {}

  private static Measured measured(CtrNetwork network, SampleSource validation) {
    ComputedNetwork computed = new ComputedNetwork(network);
    double[] scores = new double[1024];
    boolean[] labels = new boolean[scores.length];
    int count = 0;
    try (Stream<EncodedSample> stream = validation.open()) {
      for (EncodedSample sample : (Iterable<EncodedSample>) stream::iterator) {
        if (count == scores.length) {
          scores = Arrays.copyOf(scores, 2 * count);
          labels = Arrays.copyOf(labels, 2 * count);
        }
        scores[count] = ComputedNetwork.probability(computed.logit(sample.row()));
        labels[count++] = sample.positive();
      }
    }
    scores = Arrays.copyOf(scores, count);
    labels = Arrays.copyOf(labels, count);
    double auc = ClassificationMetrics.auc(scores, labels);
    if (Double.isNaN(auc)) {
      throw new IllegalArgumentException(
          "validation must have positive and other samples, all %d are alike".formatted(count));
    }
    return new Measured(auc, ClassificationMetrics.logLoss(scores, labels));
  }
}
