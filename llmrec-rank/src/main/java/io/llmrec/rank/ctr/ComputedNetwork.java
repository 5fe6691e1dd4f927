package io.llmrec.rank.ctr;

import io.llmrec.rank.train.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * A CTR network in plain Java, with the dense weights as they were when it was made; rows of tables
 * are read at every call. Safe for use by several threads while the network is not trained.
 */
final class ComputedNetwork {

  private final List<Part> parts = new ArrayList<>();
  private final Head.Joining head;
  private final int numbers;

  /**
   * A field and its place among the numbers of a sample.
   *
   * @param field what it is computed by
   * @param source what it is
   * @param at its place
   */
  record Part(ComputedField field, Field source, int at) {}

  ComputedNetwork(CtrNetwork network) {
    Weights weights = network.weights();
    int next = 0;
    for (Field field : network.fields()) {
      parts.add(new Part(field.computed(weights), field, next));
      next += field.width();
    }
    numbers = next;
    head = network.head().computed(weights);
  }

  List<Part> parts() {
    return parts;
  }

  int numbers() {
    return numbers;
  }

  /** The number for all fields side by side. */
  float logit(float[] x) {
    return head.logit(x);
  }

  /** The number for an encoded row. */
  float logit(int[] row) {
    float[] x = new float[numbers];
    for (Part part : parts) {
      part.field().apply(row, x, part.at());
    }
    return head.logit(x);
  }

  static double probability(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
