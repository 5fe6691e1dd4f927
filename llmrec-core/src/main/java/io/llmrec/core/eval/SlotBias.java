package io.llmrec.core.eval;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether a model's scores depend on the slot in which an item stood in the prompt.
 *
 * <p>The same items are ranked in several rounds in different orders. Model: score = worth of the
 * item + effect of the slot + noise. The effect of a slot is the mean of (score - mean of its item)
 * over what stood there, less the mean of these effects. One-way analysis of variance (Fisher,
 * 1925) of the differences by slot: F = (sum of squares between slots / (S - 1)) / (sum of squares
 * within / (N - I - S + 1)) with N scores of I items in S slots. The item means take degrees of
 * freedom too, without which noise alone would pass for bias. Exact when every item stood equally
 * often in every slot; an approximation for random orders.
 *
 * @param f about 1 without bias, large with it; infinite where the slot explains everything, NaN
 *     where there are fewer than two slots, no freedom left or no difference at all
 * @param between S - 1
 * @param within N - I - S + 1
 * @param effects effect of each slot on the score, by slot, of mean 0; empty for no scores
 */
public record SlotBias(double f, int between, int within, Map<Integer, Double> effects) {

  /**
   * One score of a round.
   *
   * @param item key of the item within its request: the same item in another request is another
   * @param slot where it stood, from 0
   * @param score finite, for example the number of candidates minus the rank
   */
  public record Score(String item, int slot, double score) {

    /** Checks the ranges. */
    public Score {
      Checks.atLeast("slot", slot, 0);
      if (!Double.isFinite(score)) {
        throw new IllegalArgumentException(
            "score of '%s' must be finite, was %s".formatted(item, score));
      }
    }
  }

  /** Squares this much smaller than others are rounding errors. */
  private static final double ROUNDING = 1e-20;

  /** A difference of equal sums of squares is this much smaller than they are, not zero. */
  private static final double CANCELLATION = 1e-12;

  private static final class Sum {
    private double sum;
    private int count;

    private void add(double value) {
      sum += value;
      count++;
    }

    private double mean() {
      return sum / count;
    }
  }

  /** Takes a copy of the effects, in the order of the slots. */
  public SlotBias {
    effects = Collections.unmodifiableMap(new TreeMap<>(effects));
  }

  /** Measures the scores of all rounds and requests together. */
  public static SlotBias of(Collection<Score> scores) {
    Map<String, Sum> items = new HashMap<>();
    for (Score score : scores) {
      items.computeIfAbsent(score.item(), item -> new Sum()).add(score.score());
    }
    double squares = 0;
    double scale = 0;
    Map<Integer, Sum> slots = new TreeMap<>();
    for (Score score : scores) {
      Sum item = items.getOrDefault(score.item(), new Sum());
      double difference = score.score() - item.mean();
      slots.computeIfAbsent(score.slot(), slot -> new Sum()).add(difference);
      squares += difference * difference;
      scale += score.score() * score.score();
    }
    double between = 0;
    for (Sum slot : slots.values()) {
      between += slot.count * slot.mean() * slot.mean();
    }
    int slotFreedom = Math.max(0, slots.size() - 1);
    int freedom = Math.max(0, scores.size() - items.size() - slotFreedom);
    boolean measurable = slotFreedom > 0 && freedom > 0 && squares > scale * ROUNDING;
    // The differences sum to 0, so what is not between the slots is within them.
    double within = squares - between <= squares * CANCELLATION ? 0 : squares - between;
    double f = between / slotFreedom / (within / freedom);
    return new SlotBias(measurable ? f : Double.NaN, slotFreedom, freedom, effects(slots));
  }

  private static Map<Integer, Double> effects(Map<Integer, Sum> slots) {
    double mean = slots.values().stream().mapToDouble(Sum::mean).average().orElse(0);
    Map<Integer, Double> effects = new TreeMap<>();
    slots.forEach((slot, sum) -> effects.put(slot, sum.mean() - mean));
    return effects;
  }
}
