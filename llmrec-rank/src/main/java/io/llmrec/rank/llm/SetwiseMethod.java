package io.llmrec.rank.llm;

import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.rank.aggregate.BalancedOrders;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Ranks by asking for the best of a few. See {@link SetwiseOptions}. */
final class SetwiseMethod implements RankingMethod {

  private final Picker picker;
  private final SetwiseOptions options;

  SetwiseMethod(Picker picker, SetwiseOptions options) {
    this.picker = picker;
    this.options = options;
  }

  @Override
  public String name() {
    return "setwise";
  }

  @Override
  public Ranking rank(Asker asker, Scene scene, int[] shown) {
    AtomicInteger answers = new AtomicInteger();
    int top = Math.min(options.top(), shown.length);
    int[] order =
        TopHeap.order(
            shown.length,
            options.children(),
            top,
            group -> best(asker, scene, shown, group, answers));
    return answers.get() == 0
        ? Ranking.none(shown)
        : Ranking.of(IntStream.of(order).map(slot -> shown[slot]).toArray());
  }

  /** The index of the best of a group of slots, all shown in as many orders as there are votes. */
  private int best(Asker asker, Scene scene, int[] shown, int[] group, AtomicInteger answers) {
    List<int[]> orders = orders(scene, shown, group);
    double[][] votes = new double[orders.size()][];
    asker.all(
        orders.size(), vote -> votes[vote] = vote(asker, scene, shown, group, orders.get(vote)));
    double[] sums = new double[group.length];
    for (double[] vote : votes) {
      answers.addAndGet(vote.length == 0 ? 0 : 1);
      for (int i = 0; i < vote.length; i++) {
        sums[i] += vote[i];
      }
    }
    int best = 0;
    for (int i = 1; i < group.length; i++) {
      boolean earlier = sums[i] == sums[best] && group[i] < group[best];
      best = sums[i] > sums[best] || earlier ? i : best;
    }
    return best;
  }

  /** Drawn, so that the parent, which came first, does not always stand first. */
  private List<int[]> orders(Scene scene, int[] shown, int[] group) {
    Fingerprint seed = new Fingerprint().add("setwise").add(scene.requestId());
    IntStream.of(group).forEach(slot -> seed.add(scene.id(shown[slot])));
    return BalancedOrders.draw(Labels.number(seed.hex()), group.length, options.votes());
  }

  /** The share of each of the group, or nothing when the model did not say. */
  private double[] vote(Asker asker, Scene scene, int[] shown, int[] group, int[] order) {
    int[] places = IntStream.of(order).map(i -> shown[group[i]]).toArray();
    List<Double> shares = picker.pick(asker, scene, places);
    if (shares == null) {
      return new double[0];
    }
    double[] vote = new double[group.length];
    for (int i = 0; i < order.length; i++) {
      vote[order[i]] = shares.get(i);
    }
    return vote;
  }

  @Override
  public RankingCost cost(Scene scene, int[] shown, CostBasis basis) {
    int top = Math.min(options.top(), shown.length);
    long questions = TopHeap.mostCost(shown.length, options.children(), top, children -> 1);
    long asked = TopHeap.mostCost(shown.length, options.children(), top, children -> children + 1);
    double each = (double) asked / questions;
    CostBasis.Calls calls =
        new CostBasis.Calls(questions * options.votes(), options.votes(), each, 1);
    return basis.of(scene, PromptTask.PICK, shown, calls);
  }
}
