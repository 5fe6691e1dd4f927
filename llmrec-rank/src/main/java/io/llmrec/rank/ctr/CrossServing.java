package io.llmrec.rank.ctr;

import io.llmrec.core.encode.DotProduct;
import io.llmrec.rank.network.CrossLayer.ComputedCross;
import io.llmrec.rank.train.Weights;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DCN-v2 for many candidates of one user, with any number of cross layers and any fields. The first
 * and the last layer come as {@link CrossLinear} sums; those between take a matrix per candidate.
 * Safe for use by several threads.
 */
final class CrossServing {

  /** Candidates that are computed together. */
  private static final int TOGETHER = 50;

  private final CrossLinear linear;
  private final List<ComputedCross> between;
  private final DeepServing deep;
  private final int numbers;

  CrossServing(CrossHead head, Weights weights) {
    int layers = head.crosses().size();
    this.linear = new CrossLinear(head, weights);
    this.between =
        head.crosses().subList(1, Math.max(1, layers - 1)).stream()
            .map(cross -> cross.computed(weights))
            .toList();
    this.deep = new DeepServing(head, weights, linear.deep());
    this.numbers = head.crosses().get(0).width();
  }

  /** The sums of an item's fields, from their numbers in their places. */
  CrossSums item(float[] x, List<Range> fields) {
    return linear.plus(linear.none(), x, fields);
  }

  /**
   * A request.
   *
   * @param x the user's numbers in their places
   * @param user the places of the user's fields
   * @param logits to be filled
   */
  Candidates candidates(float[] x, List<Range> user, double[] logits) {
    return new Candidates(linear.plus(linear.begin(), x, user), logits);
  }

  /** Candidates of one request, one after the other. For one thread. */
  final class Candidates {

    private final CrossSums shared;
    private final double[] logits;
    private final float[][] first;
    private final float[][] crossed;
    private final CrossSums[] sums;
    private final float[][] hidden;
    private final DeepServing.Request request;
    private int held;
    private int done;

    /**
     * A request.
     *
     * @param shared what does not change from candidate to candidate, with the biases
     * @param logits to be filled
     */
    private Candidates(CrossSums shared, double[] logits) {
      this.shared = shared;
      this.logits = logits;
      int most = Math.min(TOGETHER, logits.length);
      first = new float[most][numbers];
      crossed = new float[most][numbers];
      sums = new CrossSums[most];
      hidden = new float[most][];
      request = deep.request(shared.deep(), most);
    }

    /**
     * Takes the next candidate.
     *
     * @param x all fields side by side
     * @param item the sums of the candidate's fields, nothing where it is null
     * @param pairs the places of fields that depend on user and candidate
     */
    void add(float[] x, @Nullable CrossSums item, List<Range> pairs) {
      CrossSums known = item == null ? linear.none() : item;
      CrossSums own = pairs.isEmpty() ? known : linear.plus(known, x, pairs);
      System.arraycopy(x, 0, first[held], 0, numbers);
      cross(crossed[held], x, shared.cross(), own.cross());
      sums[held] = own;
      hidden[held] = own.deep();
      held++;
      if (held == first.length) {
        finish();
      }
    }

    /** Ends the work on what was added so far. */
    void finish() {
      between.forEach(layer -> layer.applyAll(first, crossed, held));
      float[] pull = new float[numbers];
      for (int i = 0; i < held; i++) {
        sum(pull, shared.pull(), sums[i].pull());
        logits[done + i] =
            shared.constant() + sums[i].constant() + DotProduct.of(pull, crossed[i], 0);
      }
      request.addTo(logits, done, hidden, held);
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

  private static void sum(float[] target, float[] a, float[] b) {
    for (int i = 0; i < target.length; i++) {
      target[i] = a[i] + b[i];
    }
  }
}
