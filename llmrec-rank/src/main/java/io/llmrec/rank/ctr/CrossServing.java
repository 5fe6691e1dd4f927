package io.llmrec.rank.ctr;

import io.llmrec.core.encode.DotProduct;
import io.llmrec.rank.network.Computed;
import io.llmrec.rank.network.CrossLayer.ComputedCross;
import io.llmrec.rank.network.DenseParts;
import io.llmrec.rank.train.Weights;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DCN-v2 for many candidates of one user. What is linear in the fields is summed up apart for user
 * and item, and the last cross layer, which only a linear function looks at, is turned round:
 * {@code h . (x_0 * (W x + b) + x) = (W' (h * x_0) + h) . x + (h * b) . x_0}, where {@code W' (h *
 * x_0)} is linear in the fields again. With two cross layers nothing is left that takes a matrix
 * per candidate but the perceptron after its first layer. Safe for use by several threads.
 */
final class CrossServing {

  /** Candidates whose perceptrons are computed together. */
  private static final int TOGETHER = 50;

  private final List<ComputedCross> crosses;
  private final float[][] lastRows;
  private final float[] lastBias;
  private final DenseParts deepFirst;
  private final @Nullable Computed deepRest;
  private final float[] crossHead;
  private final float[] deepHead;
  private final float bias;
  private final int numbers;

  /**
   * Sums over some of the fields.
   *
   * @param cross of the first cross layer
   * @param deep of the perceptron's first layer
   * @param pull of the last cross layer, turned round
   * @param constant what does not go through a layer
   */
  record Terms(float[] cross, float[] deep, float[] pull, float[] constant) {}

  CrossServing(CrossHead head, Weights weights) {
    crosses = head.crosses().stream().map(cross -> cross.computed(weights)).toList();
    numbers = head.crosses().get(0).width();
    String last = head.crosses().get(crosses.size() - 1).name();
    float[] matrix = weights.values(last + ".weight");
    lastRows = new float[numbers][];
    for (int i = 0; i < numbers; i++) {
      lastRows[i] = Arrays.copyOfRange(matrix, i * numbers, (i + 1) * numbers);
    }
    lastBias = weights.values(last + ".bias").clone();
    deepFirst = head.deep().layers().get(0).parts(weights);
    deepRest = head.deep().computedRest(weights);
    float[] heads = weights.values(head.last().name() + ".weight");
    crossHead = Arrays.copyOfRange(heads, 0, numbers);
    deepHead = Arrays.copyOfRange(heads, numbers, heads.length);
    bias = weights.values(head.last().name() + ".bias")[0];
  }

  /** The biases. */
  Terms begin() {
    Terms terms = none();
    System.arraycopy(crosses.get(0).linear().bias(), 0, terms.cross(), 0, numbers);
    float[] first = deepFirst.bias();
    System.arraycopy(first, 0, terms.deep(), 0, first.length);
    System.arraycopy(crossHead, 0, terms.pull(), 0, numbers);
    terms.constant()[0] = bias;
    return terms;
  }

  /** Nothing yet. */
  Terms none() {
    return new Terms(
        new float[numbers], new float[deepFirst.outputs()], new float[numbers], new float[1]);
  }

  /** Adds what a field contributes, whose numbers begin at {@code at}. */
  void add(Terms terms, float[] field, int at) {
    crosses.get(0).linear().addPart(field, at, terms.cross());
    deepFirst.addPart(field, at, terms.deep());
    if (crosses.size() > 1) {
      float constant = 0;
      for (int i = 0; i < field.length; i++) {
        float weight = crossHead[at + i] * field[i];
        constant += weight * lastBias[at + i];
        addScaled(terms.pull(), weight, lastRows[at + i]);
      }
      terms.constant()[0] += constant;
    }
  }

  private static void addScaled(float[] target, float weight, float[] row) {
    for (int i = 0; i < target.length; i++) {
      target[i] += weight * row[i];
    }
  }

  /**
   * Candidates of one request, one after the other.
   *
   * @param x all fields side by side; what changes is written into it before each {@link
   *     Candidates#add}
   * @param shared what does not change from candidate to candidate, with the biases
   * @param logits to be filled
   */
  Candidates candidates(float[] x, Terms shared, double[] logits) {
    return new Candidates(x, shared, logits);
  }

  /** See {@link #candidates}. For one thread. */
  final class Candidates {

    private final float[] x;
    private final Terms shared;
    private final double[] logits;
    private final float[] crossed = new float[numbers];
    private final float[] products = new float[numbers];
    private final float[][] hidden;
    private final float[][] deep;
    private int held;
    private int done;

    private Candidates(float[] x, Terms shared, double[] logits) {
      this.x = x;
      this.shared = shared;
      this.logits = logits;
      int most = Math.min(TOGETHER, logits.length);
      hidden = new float[most][deepFirst.outputs()];
      deep = deepRest == null ? hidden : new float[most][deepRest.outputs()];
    }

    /** Takes the next candidate, with its own sums. */
    void add(Terms own) {
      sum(hidden[held], shared.deep(), own.deep());
      deepFirst.bend(hidden[held]);
      logits[done + held] = shared.constant()[0] + own.constant()[0] + crossed(own);
      held++;
      if (held == hidden.length) {
        finish();
      }
    }

    private float crossed(Terms own) {
      if (crosses.size() < 3) {
        pullCrossed(products, x, shared, own);
      } else {
        cross(crossed, x, shared.cross(), own.cross());
        for (int layer = 1; layer < crosses.size() - 1; layer++) {
          crosses.get(layer).apply(x, crossed);
        }
        pull(products, crossed, shared.pull(), own.pull());
      }
      return sum(products);
    }

    /** Ends the work on what was added so far. */
    void finish() {
      if (deepRest != null) {
        deepRest.applyAll(hidden, deep, held);
      }
      for (int i = 0; i < held; i++) {
        logits[done + i] += DotProduct.of(deepHead, deep[i], 0);
      }
      done += held;
      held = 0;
    }
  }

  /** {@code x * (a + b) + x}. */
  private static void cross(float[] target, float[] x, float[] a, float[] b) {
    for (int i = 0; i < target.length; i++) {
      target[i] = x[i] * (a[i] + b[i]) + x[i];
    }
  }

  /** {@code (a + b) * x}. */
  private static void pull(float[] target, float[] x, float[] a, float[] b) {
    for (int i = 0; i < target.length; i++) {
      target[i] = (a[i] + b[i]) * x[i];
    }
  }

  /** Both at once, where nothing is between them. */
  private static void pullCrossed(float[] target, float[] x, Terms one, Terms other) {
    float[] a = one.cross();
    float[] b = other.cross();
    float[] c = one.pull();
    float[] d = other.pull();
    for (int i = 0; i < target.length; i++) {
      target[i] = (c[i] + d[i]) * (x[i] * (a[i] + b[i]) + x[i]);
    }
  }

  /** In four sums, which a processor adds side by side. */
  private static float sum(float[] values) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 7 < values.length; i += 8) {
      s0 += values[i] + values[i + 4];
      s1 += values[i + 1] + values[i + 5];
      s2 += values[i + 2] + values[i + 6];
      s3 += values[i + 3] + values[i + 7];
    }
    for (; i < values.length; i++) {
      s0 += values[i];
    }
    return s0 + s1 + (s2 + s3);
  }

  private static void sum(float[] target, float[] a, float[] b) {
    for (int i = 0; i < target.length; i++) {
      target[i] = a[i] + b[i];
    }
  }
}
