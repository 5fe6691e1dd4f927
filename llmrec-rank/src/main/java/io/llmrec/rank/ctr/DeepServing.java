package io.llmrec.rank.ctr;

import io.llmrec.core.encode.DotProduct;
import io.llmrec.rank.network.Computed;
import io.llmrec.rank.network.DenseParts;
import io.llmrec.rank.train.Weights;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The perceptron of a DCN-v2 after the sums of its first layer, with its share of the last linear
 * function. Immutable and safe for use by several threads.
 */
final class DeepServing {

  private final DenseParts first;
  private final @Nullable Computed rest;
  private final float[] head;

  DeepServing(CrossHead head, Weights weights, DenseParts first) {
    this.first = first;
    this.rest = head.deep().computedRest(weights);
    float[] last = weights.values(head.last().name() + ".weight");
    this.head = Arrays.copyOfRange(last, last.length - head.deep().outputs(), last.length);
  }

  /** A request. */
  Request request(float[] shared, int most) {
    return new Request(shared, most);
  }

  /** Several candidates of one user at a time. For one thread. */
  final class Request {

    private final float[] shared;
    private final float[][] hidden;
    private final float[][] deep;

    /**
     * A request.
     *
     * @param shared the user's sums, with the biases
     * @param most how many candidates may come at a time
     */
    private Request(float[] shared, int most) {
      this.shared = shared;
      this.hidden = new float[most][first.outputs()];
      this.deep = rest == null ? hidden : new float[most][rest.outputs()];
    }

    /**
     * Adds to the numbers of some candidates.
     *
     * @param own each one's sums
     * @param count how many there are
     * @param logits their numbers, from {@code at} on
     */
    void addTo(double[] logits, int at, float[][] own, int count) {
      for (int i = 0; i < count; i++) {
        sum(hidden[i], shared, own[i]);
        first.bend(hidden[i]);
      }
      if (rest != null) {
        rest.applyAll(hidden, deep, count);
      }
      for (int i = 0; i < count; i++) {
        logits[at + i] += DotProduct.of(head, deep[i], 0);
      }
    }

    private static void sum(float[] target, float[] a, float[] b) {
      for (int i = 0; i < target.length; i++) {
        target[i] = a[i] + b[i];
      }
    }
  }
}
