package io.llmrec.rank.text;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.eval.ClassificationMetrics;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.BatchSource;
import io.llmrec.rank.train.NetworkTrainer;
import io.llmrec.rank.train.TrainingOptions;
import io.llmrec.rank.train.TrainingProgress;
import io.llmrec.rank.train.TrainingReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Teaches a small language model to answer, of a row in words, whether the user takes the item, by
 * the cross entropy of yes and no, until the AUC of other rows no longer rises.
 *
 * <p>Either all of it learns, or adapters alone: then the base stays as it is and may serve many
 * tasks, and a few hundred rows are enough to learn from (Bao et al., "TALLRec: An effective and
 * efficient tuning framework to align large language model with recommendation", 2023). The same
 * input gives the same model on one machine. Immutable.
 */
public final class TextRankerTrainer {

  private final TrainingOptions training;
  private final int batch;
  private final TrainingProgress progress;

  /** A trainer that tells nobody. */
  public TextRankerTrainer(TrainingOptions training, int batch) {
    this(training, batch, TrainingProgress.none());
  }

  /**
   * A trainer.
   *
   * @param batch rows of a step, at least 1
   */
  public TextRankerTrainer(TrainingOptions training, int batch, TrainingProgress progress) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch must be at least 1, was " + batch);
    }
    this.training = training;
    this.batch = batch;
    this.progress = progress;
  }

  /**
   * A model and how it was trained.
   *
   * @param model of the best epoch
   * @param report its metric is the AUC of the validation rows
   */
  public record Trained(TextModel model, TrainingReport report) {}

  /**
   * Trains all of a transformer, whose arrays change.
   *
   * @param validation other rows; must have both answers
   * @throws IllegalArgumentException when there are no rows to learn from, or the validation has
   *     only one answer
   */
  public Trained fit(WordTransformer base, LabelledTexts samples, LabelledTexts validation) {
    return trained(TextNetwork.whole(base, training.seed()), samples, validation);
  }

  /**
   * Trains adapters; the base stays as it is.
   *
   * @param validation as {@link #fit}
   * @throws IllegalArgumentException as {@link #fit}
   */
  public Trained adapt(
      WordTransformer base, LoraOptions options, LabelledTexts samples, LabelledTexts validation) {
    return trained(TextNetwork.adapted(base, options, training.seed()), samples, validation);
  }

  private Trained trained(TextNetwork network, LabelledTexts samples, LabelledTexts validation) {
    if (samples.count() < 1) {
      throw new IllegalArgumentException("there must be rows to learn from");
    }
    TrainingReport report =
        new NetworkTrainer(training, progress)
            .train(
                network,
                new Batches(network, samples, batch),
                any -> auc(network.model(), validation));
    return new Trained(network.model(), report);
  }

  private static double auc(TextModel model, LabelledTexts rows) {
    double[] scores =
        IntStream.range(0, rows.count()).mapToDouble(i -> model.logit(rows.text(i))).toArray();
    boolean[] positive = new boolean[scores.length];
    for (int i = 0; i < positive.length; i++) {
      positive[i] = rows.positive(i);
    }
    double auc = ClassificationMetrics.auc(scores, positive);
    if (Double.isNaN(auc)) {
      throw new IllegalArgumentException(
          "validation must have rows with yes and with no, all %d are alike"
              .formatted(scores.length));
    }
    return auc;
  }

  private record Batches(TextNetwork network, LabelledTexts samples, int size)
      implements BatchSource {

    @Override
    public Iterator<Batch> batches(long seed) {
      int[] order = new int[samples.count()];
      Arrays.setAll(order, i -> i);
      Draws.of(seed).shuffle(order, 0, order.length);
      return IntStream.range(0, (order.length + size - 1) / size)
          .mapToObj(
              i ->
                  batch(
                      Arrays.copyOfRange(order, i * size, Math.min(order.length, i * size + size))))
          .iterator();
    }

    private Batch batch(int[] indices) {
      List<RowText> texts = new ArrayList<>();
      float[] labels = new float[indices.length];
      for (int i = 0; i < indices.length; i++) {
        texts.add(samples.text(indices[i]));
        labels[i] = samples.positive(indices[i]) ? 1 : 0;
      }
      return network.batch(texts, labels);
    }
  }
}
