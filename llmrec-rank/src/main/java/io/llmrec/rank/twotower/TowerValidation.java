package io.llmrec.rank.twotower;

import io.llmrec.core.compute.Draws;
import io.llmrec.rank.train.TrainableNetwork;
import io.llmrec.rank.train.Validation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The share of pairs of a held-out positive and an item drawn evenly, that the user did not take,
 * in which the positive is nearer: the mean AUC of positives. At most 1,000 positives, 50 items
 * each.
 */
final class TowerValidation implements Validation {

  private static final int MAX_POSITIVES = 1_000;
  private static final int OTHERS = 50;

  private final TowerSamples samples;
  private final List<int[]> cases = new ArrayList<>();
  private final List<int[]> others = new ArrayList<>();

  TowerValidation(TowerSamples samples, long seed) {
    this.samples = samples;
    Draws draws = Draws.of(seed, 3);
    int[] order = new int[samples.held().size()];
    Arrays.setAll(order, i -> i);
    draws.shuffle(order, 0, order.length);
    for (int i = 0; i < Math.min(MAX_POSITIVES, order.length); i++) {
      int[] one = samples.held().get(order[i]);
      cases.add(one);
      others.add(others(one, draws));
    }
  }

  private int[] others(int[] one, Draws draws) {
    int[] taken = Arrays.stream(samples.taken().get(one[0])).sorted().toArray();
    int[] drawn = new int[OTHERS];
    for (int i = 0; i < OTHERS; i++) {
      drawn[i] = draws.below(samples.items().size());
      boolean bad = drawn[i] == one[1] || Arrays.binarySearch(taken, drawn[i]) >= 0;
      drawn[i] = bad ? -1 : drawn[i];
    }
    return drawn;
  }

  @Override
  public double metric(TrainableNetwork network) {
    PlainTowers towers = new PlainTowers((TwoTowerNetwork) network);
    Map<Integer, float[]> inputs = new HashMap<>();
    Map<Integer, float[]> vectors = new HashMap<>();
    double won = 0;
    long pairs = 0;
    for (int c = 0; c < cases.size(); c++) {
      int user = cases.get(c)[0];
      List<float[]> history = new ArrayList<>();
      for (int item : samples.taken().get(user)) {
        history.add(input(item, towers, inputs));
      }
      float[] place = towers.user(samples.users().get(user), history);
      float own = dot(place, vector(cases.get(c)[1], towers, inputs, vectors));
      for (int other : others.get(c)) {
        if (other >= 0) {
          float score = dot(place, vector(other, towers, inputs, vectors));
          won += own > score ? 1 : own == score ? 0.5 : 0;
          pairs++;
        }
      }
    }
    return pairs == 0 ? 0.5 : won / pairs;
  }

  private float[] input(int item, PlainTowers towers, Map<Integer, float[]> inputs) {
    return inputs.computeIfAbsent(item, number -> towers.input(samples.items().get(number)));
  }

  private float[] vector(
      int item, PlainTowers towers, Map<Integer, float[]> inputs, Map<Integer, float[]> vectors) {
    return vectors.computeIfAbsent(item, number -> towers.item(input(number, towers, inputs)));
  }

  private static float dot(float[] a, float[] b) {
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
