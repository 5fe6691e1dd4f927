package io.llmrec.embed.adaptor;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.compute.Workers;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The images of some vectors under a mixture, and how a loss of the images changes with the
 * weights. For one thread, which may let workers help.
 */
final class MixtureForward {

  private final MixtureWeights weights;
  private final @Nullable Workers workers;
  private final int rows;

  /** [rows, inputs]. */
  private final float[] x;

  /** The vectors that the experts see: some components dropped while learning. */
  private final float[] seen;

  /** [rows, experts]: what shook the gate, and the gate itself. */
  private final float[] shaken;

  private final float[] gates;

  /** Per expert [rows, outputs]. */
  private final float[][] parts;

  private final float[] images;

  private MixtureForward(MixtureWeights weights, List<float[]> vectors, @Nullable Workers workers) {
    this.weights = weights;
    this.workers = workers;
    rows = vectors.size();
    int inputs = weights.inputs();
    x = new float[rows * inputs];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(vectors.get(i), 0, x, i * inputs, inputs);
    }
    seen = x.clone();
    shaken = new float[rows * weights.experts()];
    gates = new float[rows * weights.experts()];
    parts = new float[weights.experts()][rows * weights.outputs()];
    images = new float[rows * weights.outputs()];
  }

  /** As it is used: nothing is dropped, nothing is shaken. */
  static MixtureForward serving(MixtureWeights weights, List<float[]> vectors) {
    MixtureForward forward = new MixtureForward(weights, vectors, null);
    forward.run();
    return forward;
  }

  /**
   * As it learns: a share of the components is dropped and the rest made larger, and the gate's
   * logits get noise of deviation {@code softplus(x W_n) + 0.01}.
   */
  static MixtureForward learning(
      MixtureWeights weights,
      List<float[]> vectors,
      double dropout,
      Draws draws,
      @Nullable Workers workers) {
    MixtureForward forward = new MixtureForward(weights, vectors, workers);
    forward.drop(dropout, draws);
    forward.shake(draws);
    forward.run();
    return forward;
  }

  /** [rows, outputs], not of unit length. */
  float[] images() {
    return images;
  }

  float[] gates() {
    return gates;
  }

  private void drop(double dropout, Draws draws) {
    float kept = (float) (1 / (1 - dropout));
    int limit = (int) (dropout * (1 << 24));
    for (int i = 0; i < seen.length; i++) {
      seen[i] = draws.below(1 << 24) < limit ? 0 : seen[i] * kept;
    }
  }

  private void shake(Draws draws) {
    for (int i = 0; i < shaken.length; i++) {
      shaken[i] = (float) normal(draws);
    }
  }

  /** Box and Muller, 1958. */
  private static double normal(Draws draws) {
    double u = ((draws.next() >>> 11) + 1) * 0x1p-53;
    double v = (draws.next() >>> 11) * 0x1p-53;
    return Math.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * v);
  }

  private void run() {
    gate();
    each(this::part);
    for (int k = 0; k < weights.experts(); k++) {
      for (int i = 0; i < rows; i++) {
        int at = i * weights.outputs();
        Kernels.add(images, at, gates[i * experts() + k], parts[k], at, weights.outputs());
      }
    }
  }

  private int experts() {
    return weights.experts();
  }

  private void each(IntConsumer expert) {
    if (workers == null) {
      for (int k = 0; k < experts(); k++) {
        expert.accept(k);
      }
    } else {
      workers.run(experts(), expert);
    }
  }

  private void gate() {
    int inputs = weights.inputs();
    Kernels.multiply(x, weights.gate(), gates, rows, inputs, experts());
    float[] spread = spread();
    for (int i = 0; i < gates.length; i++) {
      gates[i] += shaken[i] == 0 ? 0 : shaken[i] * deviation(spread[i]);
    }
    for (int i = 0; i < rows; i++) {
      softmax(gates, i * experts(), experts());
    }
  }

  private float[] spread() {
    float[] spread = new float[rows * experts()];
    Kernels.multiply(x, weights.noise(), spread, rows, weights.inputs(), experts());
    return spread;
  }

  /** softplus(x) + 0.01. */
  static float deviation(float value) {
    double softplus =
        Math.max(0, value) + StrictMath.log1p(StrictMath.exp(-Math.abs((double) value)));
    return (float) (softplus + 0.01);
  }

  private static void softmax(float[] values, int from, int count) {
    float most = values[from];
    for (int i = 1; i < count; i++) {
      most = Math.max(most, values[from + i]);
    }
    float sum = 0;
    for (int i = 0; i < count; i++) {
      values[from + i] = (float) StrictMath.exp(values[from + i] - most);
      sum += values[from + i];
    }
    for (int i = 0; i < count; i++) {
      values[from + i] /= sum;
    }
  }

  /** (seen - b) W, as seen W - b W. */
  private void part(int k) {
    int outputs = weights.outputs();
    float[] offset = new float[outputs];
    Kernels.multiply(weights.bias()[k], weights.matrix()[k], offset, 1, weights.inputs(), outputs);
    float[] part = parts[k];
    Kernels.multiply(seen, weights.matrix()[k], part, rows, weights.inputs(), outputs);
    for (int i = 0; i < rows; i++) {
      Kernels.add(part, i * outputs, -1, offset, 0, outputs);
    }
  }

  /** The slopes of a loss by the weights, from its slopes by the images. */
  MixtureWeights backward(float[] slopes) {
    MixtureWeights found = MixtureWeights.zeros(experts(), weights.inputs(), weights.outputs());
    float[] byGate = new float[gates.length];
    each(k -> expertBackward(k, slopes, found, byGate));
    gateBackward(byGate, found);
    return found;
  }

  private void expertBackward(int k, float[] slopes, MixtureWeights found, float[] byGate) {
    int inputs = weights.inputs();
    int outputs = weights.outputs();
    float[] byPart = new float[slopes.length];
    float[] sum = new float[outputs];
    for (int i = 0; i < rows; i++) {
      int at = i * outputs;
      byGate[i * experts() + k] = Kernels.dot(slopes, at, parts[k], at, outputs);
      Kernels.add(byPart, at, gates[i * experts() + k], slopes, at, outputs);
      Kernels.add(sum, 0, 1, byPart, at, outputs);
    }
    Kernels.transposedMultiply(seen, byPart, found.matrix()[k], rows, inputs, outputs);
    for (int i = 0; i < inputs; i++) {
      Kernels.add(found.matrix()[k], i * outputs, -weights.bias()[k][i], sum, 0, outputs);
      found.bias()[k][i] = -Kernels.dot(weights.matrix()[k], i * outputs, sum, 0, outputs);
    }
  }

  private void gateBackward(float[] byGate, MixtureWeights found) {
    int experts = experts();
    float[] byLogit = new float[gates.length];
    for (int i = 0; i < rows; i++) {
      int at = i * experts;
      float mean = Kernels.dot(gates, at, byGate, at, experts);
      for (int k = 0; k < experts; k++) {
        byLogit[at + k] = gates[at + k] * (byGate[at + k] - mean);
      }
    }
    Kernels.transposedMultiply(x, byLogit, found.gate(), rows, weights.inputs(), experts);
    float[] spread = spread();
    for (int i = 0; i < byLogit.length; i++) {
      byLogit[i] *= shaken[i] / (float) (1 + StrictMath.exp(-spread[i]));
    }
    Kernels.transposedMultiply(x, byLogit, found.noise(), rows, weights.inputs(), experts);
  }
}
