package io.llmrec.rank.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.llmrec.core.compute.Draws;
import io.llmrec.embed.torch.Compute;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.NetworkScorer;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.TrainableNetwork;
import io.llmrec.rank.train.Weights;
import java.util.List;
import java.util.function.Function;

/** Runs a layer's graph and compares it with what the layer computes itself. */
final class Faces {

  static final int ROWS = 7;

  private Faces() {}

  /** Weights with nothing at 0, so that no part of a layer can hide. */
  static void disturb(Weights weights) {
    Draws draws = Draws.of(5);
    for (String name : weights.names()) {
      float[] values = weights.values(name);
      for (int i = 0; i < values.length; i++) {
        values[i] += 0.3f * draws.aroundZero();
      }
    }
  }

  static float[] numbers(int count, int seed) {
    Draws draws = Draws.of(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = 2 * draws.aroundZero();
    }
    return numbers;
  }

  /** What a graph gives for a batch. */
  static float[] graph(Weights weights, Function<NetworkScript, Value> graph, Batch batch) {
    TrainableNetwork network =
        new TrainableNetwork() {
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
            script.output("out", () -> graph.apply(script));
          }
        };
    try (NetworkScorer scorer = NetworkScorer.open(network, Compute.CPU, 1, "out")) {
      return scorer.score(batch).get(0);
    }
  }

  /** Asserts that row by row both faces of a layer with one input agree. */
  static void agree(Weights weights, Computed layer, Function<NetworkScript, Value> graph) {
    int inputs = layer.inputs();
    float[] x = numbers(ROWS * inputs, 1);
    float[] expected = graph(weights, graph, new Batch(ROWS).floats("x", x, ROWS, inputs));
    float[] actual = new float[ROWS * layer.outputs()];
    for (int r = 0; r < ROWS; r++) {
      float[] out = new float[layer.outputs()];
      layer.apply(row(x, r, inputs), out);
      System.arraycopy(out, 0, actual, r * out.length, out.length);
    }
    assertArrayEquals(expected, actual, 1e-5f);
  }

  static float[] row(float[] all, int row, int width) {
    float[] one = new float[width];
    System.arraycopy(all, row * width, one, 0, width);
    return one;
  }
}
