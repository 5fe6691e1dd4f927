package io.llmrec.rank.twotower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.llmrec.embed.torch.Compute;
import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.NetworkScorer;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.TrainableNetwork;
import io.llmrec.rank.train.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;

class InBatchLossTest {

  private static final float[] SCORES = {2, 1, 1.5f, 0, 1, 0, 0, 0, 1};
  private static final double[] Q = {0.5, 0.1, 0.4};

  /** Scores as they are, as users against items of which each has one axis, through the loss. */
  private record Scores(boolean corrected, boolean hard) implements TrainableNetwork {

    @Override
    public Weights weights() {
      return new Weights(0);
    }

    @Override
    public List<EmbeddingTable> tables() {
      return List.of();
    }

    @Override
    public void script(NetworkScript script) {
      MethodBuilder method = script.method();
      script.loss(() -> exponents(script));
      script.output("shares", () -> method.op("torch.softmax", exponents(script), 1));
      script.output("loss", () -> new InBatchLoss(method).mean(exponents(script)));
    }

    private Value exponents(NetworkScript script) {
      return new InBatchLoss(script.method())
          .exponents(
              script.input("scores"),
              script.input("one"),
              corrected ? script.input("logq") : null,
              script.input("masked"),
              hard ? script.input("hard") : null);
    }
  }

  private static List<float[]> run(Scores network, long... masked) {
    float[] logs = new float[3];
    for (int i = 0; i < 3; i++) {
      logs[i] = (float) Math.log(Q[i]);
    }
    Batch batch =
        new Batch(3)
            .floats("scores", SCORES, 3, 3)
            .floats("one", new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, 3, 3)
            .floats("logq", logs)
            .floats("hard", new float[] {1, -1e9f, 0, -1e9f, 0, -1e9f}, 3, 2)
            .wholes("masked", masked, masked.length);
    try (NetworkScorer scorer = NetworkScorer.open(network, Compute.CPU, 1, "shares", "loss")) {
      return scorer.score(batch);
    }
  }

  private static void assertFirstRow(float[] shares, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], shares[i], 1e-6);
    }
  }

  @Test
  void isASoftmaxOverTheBatchWithoutACorrection() {
    List<float[]> result = run(new Scores(false, false));

    assertFirstRow(result.get(0), 0.506480, 0.186324, 0.307196);
    double own = Math.log(0.50648039) + 2 * Math.log(Math.E / (Math.E + 2));
    assertArrayEquals(new float[] {(float) (-own / 3)}, result.get(1), 1e-5f);
  }

  @Test
  void raisesWhatIsDrawnSeldom() {
    assertFirstRow(run(new Scores(true, false)).get(0), 0.277966, 0.511290, 0.210744);
  }

  @Test
  void leavesOutWhatTheUserTookToo() {
    double sum = Math.exp(2) + Math.exp(1.5);

    assertFirstRow(
        run(new Scores(false, false), 1).get(0), Math.exp(2) / sum, 0, Math.exp(1.5) / sum);
  }

  @Test
  void addsHardNegativesWhereThereAreSome() {
    double sum = Math.exp(2) + Math.exp(1) + Math.exp(1.5) + Math.exp(1);

    assertFirstRow(
        run(new Scores(false, true)).get(0),
        Math.exp(2) / sum,
        Math.exp(1) / sum,
        Math.exp(1.5) / sum,
        Math.exp(1) / sum,
        0);
  }
}
