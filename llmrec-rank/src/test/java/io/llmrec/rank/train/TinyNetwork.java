package io.llmrec.rank.train;

import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;
import java.util.List;

/**
 * Two ids of one table, added, through a hidden layer, to one score; the loss is the mean squared
 * error, or with dropout that of what dropout left.
 */
final class TinyNetwork implements TrainableNetwork {

  static final int WIDTH = 4;
  static final int HIDDEN = 3;

  private final Weights weights;
  private final EmbeddingTable table;
  private final double dropout;

  TinyNetwork(int rows, double dropout, long seed) {
    this.dropout = dropout;
    this.table = new EmbeddingTable("ids", rows, WIDTH, Initializer.normal(0.5), seed);
    this.weights =
        new Weights(seed)
            .add("w1", Initializer.normal(0.5), HIDDEN, WIDTH)
            .add("b1", Initializer.normal(0.5), HIDDEN)
            .add("w2", Initializer.normal(0.5), 1, HIDDEN)
            .add("b2", Initializer.zeros(), 1);
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public List<EmbeddingTable> tables() {
    return List.of(table);
  }

  EmbeddingTable table() {
    return table;
  }

  @Override
  public void script(NetworkScript script) {
    MethodBuilder method = script.method();
    Value sum =
        method.op("torch.add", script.embedded("ids", "left"), script.embedded("ids", "right"));
    Value hidden =
        method.op(
            "torch.tanh", method.op("torch.linear", sum, script.weight("w1"), script.weight("b1")));
    Value kept = script.dropout(hidden, dropout);
    Value score =
        method.op(
            "torch.squeeze",
            method.op("torch.linear", kept, script.weight("w2"), script.weight("b2")),
            -1);
    script.output("score", () -> score);
    script.loss(() -> method.op("torch.mse_loss", score, script.input("label")));
  }

  /** The score of one pair, computed here. */
  double score(int left, int right) {
    float[] a = table.row(left);
    float[] b = table.row(right);
    double score = weights.values("b2")[0];
    for (int h = 0; h < HIDDEN; h++) {
      double sum = weights.values("b1")[h];
      for (int k = 0; k < WIDTH; k++) {
        sum += weights.values("w1")[h * WIDTH + k] * ((double) a[k] + b[k]);
      }
      score += weights.values("w2")[h] * Math.tanh(sum);
    }
    return score;
  }

  /** The loss of a batch, computed here. */
  double loss(int[] left, int[] right, float[] labels) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      double miss = score(left[i], right[i]) - labels[i];
      sum += miss * miss / left.length;
    }
    return sum;
  }

  static Batch batch(int[] left, int[] right, float[] labels) {
    return new Batch(left.length).ids("left", left).ids("right", right).floats("label", labels);
  }
}
