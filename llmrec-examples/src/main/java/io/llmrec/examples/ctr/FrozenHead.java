package io.llmrec.examples.ctr;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.eval.ClassificationMetrics;
import io.llmrec.embed.torch.Compute;
import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.text.FrozenTextTower;
import io.llmrec.rank.text.LabelledTexts;
import io.llmrec.rank.text.RowText;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.Initializer;
import io.llmrec.rank.train.NetworkScorer;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.NetworkTrainer;
import io.llmrec.rank.train.TrainableNetwork;
import io.llmrec.rank.train.TrainingOptions;
import io.llmrec.rank.train.TrainingProgress;
import io.llmrec.rank.train.TrainingReport;
import io.llmrec.rank.train.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Layers over an encoder that stays as it is, which learn to say yes or no. */
final class FrozenHead implements TrainableNetwork {

  private static final String LABEL = "label";
  private static final String LOGIT = "logit";
  private static final int BATCH = 256;

  private final FrozenTextTower tower;
  private final Weights weights;

  FrozenHead(FrozenTextTower tower, long seed) {
    this.tower = tower;
    weights = new Weights(seed);
    Weights own = tower.weights();
    own.names().forEach(name -> weights.put(name, own.values(name), own.shape(name)));
    weights.add("yes.weight", Initializer.xavierUniform(), 1, tower.width());
    weights.add("yes.bias", Initializer.zeros(), 1);
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public List<EmbeddingTable> tables() {
    return List.of();
  }

  @Override
  public void script(NetworkScript script) {
    MethodBuilder method = script.method();
    Value read = method.op("torch.relu", tower.write(script));
    Value yes =
        method.op("torch.linear", read, script.weight("yes.weight"), script.weight("yes.bias"));
    Value logit = method.op("torch.squeeze", yes, 1);
    script.output(LOGIT, () -> logit);
    script.loss(
        () -> method.op("torch.binary_cross_entropy_with_logits", logit, script.input(LABEL)));
  }

  /** Learns until the AUC of the validation no longer rises. */
  TrainingReport train(
      LabelledTexts samples,
      LabelledTexts validation,
      TrainingOptions training,
      TrainingProgress progress) {
    boolean[] labels = new boolean[validation.count()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = validation.positive(i);
    }
    return new NetworkTrainer(training, progress)
        .train(
            this,
            seed -> {
              int[] order = IntStream.range(0, samples.count()).toArray();
              Draws.of(seed).shuffle(order, 0, order.length);
              return IntStream.range(0, (order.length + BATCH - 1) / BATCH)
                  .mapToObj(i -> part(order, i))
                  .map(part -> batch(samples, part))
                  .iterator();
            },
            any -> ClassificationMetrics.auc(probabilities(validation), labels));
  }

  private static int[] part(int[] order, int number) {
    int from = number * BATCH;
    return Arrays.copyOfRange(order, from, Math.min(order.length, from + BATCH));
  }

  private Batch batch(LabelledTexts samples, int[] indices) {
    float[] labels = new float[indices.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = samples.positive(indices[i]) ? 1 : 0;
    }
    return batch(IntStream.of(indices).mapToObj(samples::text).toList()).floats(LABEL, labels);
  }

  private Batch batch(List<RowText> texts) {
    Batch batch = new Batch(texts.size());
    tower.fill(batch, texts);
    return batch;
  }

  /** How likely the answer to each is yes. */
  double[] probabilities(LabelledTexts rows) {
    int[] all = IntStream.range(0, rows.count()).toArray();
    double[] probabilities = new double[all.length];
    try (NetworkScorer scorer = NetworkScorer.open(this, Compute.CPU, 1, LOGIT)) {
      for (int i = 0; i * BATCH < all.length; i++) {
        int[] part = part(all, i);
        List<RowText> texts = IntStream.of(part).mapToObj(rows::text).toList();
        float[] logits = scorer.score(batch(texts)).get(0);
        for (int k = 0; k < part.length; k++) {
          probabilities[part[k]] = 1 / (1 + StrictMath.exp(-logits[k]));
        }
      }
    }
    return probabilities;
  }
}
