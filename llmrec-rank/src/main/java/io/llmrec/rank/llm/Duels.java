package io.llmrec.rank.llm;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which of two candidates is better, asked in both orders, because models favour the first or the
 * second. Each pair is asked about once. Safe for use by several threads.
 */
final class Duels {

  private static final double TIE = 0.5;

  private final Picker picker;
  private final Asker asker;
  private final Scene scene;
  private final int[] shown;
  private final Map<Long, Double> known = new ConcurrentHashMap<>();
  private final AtomicInteger answers = new AtomicInteger();

  Duels(Picker picker, Asker asker, Scene scene, int[] shown) {
    this.picker = picker;
    this.asker = asker;
    this.scene = scene;
    this.shown = shown;
  }

  /** How many calls gave an answer. */
  int answers() {
    return answers.get();
  }

  /**
   * The probability that the candidate of one slot is better than that of another: the mean of both
   * orders, a half when one of them got no answer.
   */
  double better(int a, int b) {
    return a < b ? asked(a, b) : 1 - asked(b, a);
  }

  /** Whether the first wins; of equals the one that came in first does. */
  boolean beats(int a, int b) {
    double better = better(a, b);
    return better == TIE ? a < b : better > TIE;
  }

  private double asked(int first, int second) {
    long key = (long) first << Integer.SIZE | second;
    Double before = known.get(key);
    if (before != null) {
      return before;
    }
    double[] both = new double[2];
    asker.all(2, turn -> both[turn] = turn == 0 ? ask(first, second) : 1 - ask(second, first));
    double mean = (both[0] + both[1]) / 2;
    // One order alone is biased: without the other it is a tie.
    double better = Double.isNaN(mean) ? TIE : mean;
    known.put(key, better);
    return better;
  }

  /** The probability that the one shown first is better, NaN when the model did not say. */
  private double ask(int first, int second) {
    int[] places = {shown[first], shown[second]};
    List<Double> shares = picker.pick(asker, scene, places);
    if (shares == null) {
      return Double.NaN;
    }
    answers.incrementAndGet();
    return shares.get(0);
  }
}
