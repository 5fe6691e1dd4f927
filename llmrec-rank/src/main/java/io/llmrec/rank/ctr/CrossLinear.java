package io.llmrec.rank.ctr;

import io.llmrec.rank.network.DenseMatrix;
import io.llmrec.rank.network.DenseParts;
import io.llmrec.rank.train.Weights;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a DCN-v2 is linear in its fields, so that it is summed up apart for user and item: the
 * first cross layer, the first layer of the perceptron, and the last cross layer, which only a
 * linear function {@code h} looks at, turned round: {@code h . (x_0 * (W x + b) + x) = (W' (h *
 * x_0) + h) . x + (h * b) . x_0}, where the pull {@code W' (h * x_0)} is linear in the fields.
 * Immutable and safe for use by several threads.
 */
final class CrossLinear {

  private final DenseParts cross;
  private final DenseParts deep;
  private final @Nullable Last last;
  private final float[] head;
  private final float bias;

  /** The last cross layer, where it is not the first one, too. */
  private record Last(DenseMatrix matrix, float[] bias) {}

  CrossLinear(CrossHead head, Weights weights) {
    int layers = head.crosses().size();
    int numbers = head.crosses().get(0).width();
    this.cross = head.crosses().get(0).computed(weights).linear();
    this.deep = head.deep().layers().get(0).parts(weights);
    this.last = layers == 1 ? null : last(head.crosses().get(layers - 1).name(), weights, numbers);
    this.head = Arrays.copyOf(weights.values(head.last().name() + ".weight"), numbers);
    this.bias = weights.values(head.last().name() + ".bias")[0];
  }

  private static Last last(String name, Weights weights, int numbers) {
    float[] matrix = weights.values(name + ".weight");
    float[][] rows = new float[numbers][];
    for (int i = 0; i < numbers; i++) {
      rows[i] = Arrays.copyOfRange(matrix, i * numbers, (i + 1) * numbers);
    }
    return new Last(DenseMatrix.of(rows), weights.values(name + ".bias").clone());
  }

  /** The first layer of the perceptron. */
  DenseParts deep() {
    return deep;
  }

  /** The biases. */
  CrossSums begin() {
    return new CrossSums(cross.bias(), deep.bias(), head.clone(), bias);
  }

  /** Nothing yet. */
  CrossSums none() {
    return new CrossSums(
        new float[cross.outputs()], new float[deep.outputs()], new float[head.length], 0);
  }

  /**
   * Adds what some fields contribute.
   *
   * @param sums left as they are
   * @param x the fields' numbers in their places
   * @param fields their places
   */
  CrossSums plus(CrossSums sums, float[] x, List<Range> fields) {
    float[] crossed = sums.cross().clone();
    float[] hidden = sums.deep().clone();
    float[] pull = sums.pull().clone();
    float constant = sums.constant();
    for (Range field : fields) {
      float[] numbers = field.of(x);
      cross.addPart(numbers, field.from(), crossed);
      deep.addPart(numbers, field.from(), hidden);
      if (last != null) {
        constant += pull(last, numbers, field.from(), pull);
      }
    }
    return new CrossSums(crossed, hidden, pull, constant);
  }

  private float pull(Last last, float[] numbers, int from, float[] pull) {
    float constant = 0;
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] *= head[from + i];
      constant += numbers[i] * last.bias()[from + i];
    }
    last.matrix().addTo(pull, numbers, from);
    return constant;
  }
}
