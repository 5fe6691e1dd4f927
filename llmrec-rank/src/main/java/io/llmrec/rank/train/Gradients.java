package io.llmrec.rank.train;

import io.llmrec.embed.torch.GradientReader;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** The gradients of one step, copied out of libtorch; the arrays are kept from step to step. */
final class Gradients implements GradientReader {

  private final NetworkGraph graph;
  private final List<float[]> arrays = new ArrayList<>();
  private final List<Integer> lengths = new ArrayList<>();

  Gradients(NetworkGraph graph) {
    this.graph = graph;
    long tables = graph.tables().stream().filter(EmbeddingTable::trainable).count();
    for (int i = 0; i < graph.weights().size() + tables; i++) {
      arrays.add(new float[0]);
      lengths.add(0);
    }
  }

  /** Forgets the last step's, for empty leaves are not read. */
  void clear() {
    lengths.replaceAll(length -> 0);
  }

  @Override
  public void read(int leaf, FloatBuffer gradient) {
    int length = gradient.remaining();
    if (arrays.get(leaf).length < length) {
      boolean fixed = leaf < graph.weights().size();
      arrays.set(leaf, new float[fixed ? length : length + length / 4]);
    }
    gradient.get(arrays.get(leaf), 0, length);
    lengths.set(leaf, length);
  }

  /** The gradient of a leaf; numbers from {@link #length} on are meaningless. */
  float[] of(int leaf) {
    return arrays.get(leaf);
  }

  /** How many numbers a leaf's gradient has, 0 where the loss does not depend on it. */
  int length(int leaf) {
    return lengths.get(leaf);
  }

  /** The length of all gradients together, as one vector. */
  double norm() {
    double squares = 0;
    for (int i = 0; i < arrays.size(); i++) {
      squares += squares(i);
    }
    return Math.sqrt(squares);
  }

  /** In four sums, which a processor adds side by side. */
  private double squares(int leaf) {
    float[] values = arrays.get(leaf);
    int length = lengths.get(leaf);
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      a += (double) values[i] * values[i];
      b += (double) values[i + 1] * values[i + 1];
      c += (double) values[i + 2] * values[i + 2];
      d += (double) values[i + 3] * values[i + 3];
    }
    for (; i < length; i++) {
      a += (double) values[i] * values[i];
    }
    return a + b + (c + d);
  }

  /** The weight or table with the longest gradient, one that is not finite first. */
  String largest() {
    String name = "none";
    double most = -1;
    for (int i = 0; i < arrays.size(); i++) {
      double squares = squares(i);
      double size = Double.isFinite(squares) ? Math.sqrt(squares) : Double.POSITIVE_INFINITY;
      if (size > most) {
        most = size;
        name = "'%s' with %s".formatted(name(i), (float) Math.sqrt(squares));
      }
    }
    return name;
  }

  private String name(int leaf) {
    int dense = graph.weights().size();
    return leaf < dense ? graph.weights().get(leaf) : graph.tables().get(leaf - dense).name();
  }
}
