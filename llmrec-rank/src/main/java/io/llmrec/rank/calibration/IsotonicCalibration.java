package io.llmrec.rank.calibration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * See {@link ScoreCalibration#fitIsotonic}. Below the first centre and above the last one the
 * probability stays.
 *
 * @param scores the centres of the pools, rising, at least one
 * @param probabilities at the centres, 0 to 1, never falling
 */
public record IsotonicCalibration(List<Double> scores, List<Double> probabilities)
    implements ScoreCalibration {

  /** Checks that both rise. */
  public IsotonicCalibration {
    scores = List.copyOf(scores);
    probabilities = List.copyOf(probabilities);
    if (scores.isEmpty() || scores.size() != probabilities.size()) {
      throw new IllegalArgumentException(
          "scores and probabilities must be equally many and at least 1, were %d and %d"
              .formatted(scores.size(), probabilities.size()));
    }
    for (int i = 0; i < scores.size(); i++) {
      boolean inRange = probabilities.get(i) >= 0 && probabilities.get(i) <= 1;
      boolean rises =
          i == 0
              || scores.get(i) > scores.get(i - 1)
                  && probabilities.get(i) >= probabilities.get(i - 1);
      if (!inRange || !rises || !Double.isFinite(scores.get(i))) {
        throw new IllegalArgumentException(
            "scores must rise and probabilities never fall from 0 to 1, at %d were %s and %s"
                .formatted(i, scores.get(i), probabilities.get(i)));
      }
    }
  }

  @Override
  public double probability(double score) {
    int at = Collections.binarySearch(scores, score);
    int next = at >= 0 ? at : -at - 1;
    if (at >= 0 || next == 0) {
      return Samples.checkedProbability(score, probabilities.get(at >= 0 ? at : 0));
    }
    if (next == scores.size()) {
      return Samples.checkedProbability(score, probabilities.get(next - 1));
    }
    double low = scores.get(next - 1);
    // Halves, because the distance of two finite numbers need not be finite.
    double part = (score / 2 - low / 2) / (scores.get(next) / 2 - low / 2);
    double before = probabilities.get(next - 1);
    return Math.min(1, before + part * (probabilities.get(next) - before));
  }

  static IsotonicCalibration fit(double[] scores, boolean[] clicked) {
    Samples.check(scores, clicked);
    List<Pool> pools = new ArrayList<>();
    for (Pool sample : ties(scores, clicked)) {
      Pool pool = sample;
      while (!pools.isEmpty() && pools.get(pools.size() - 1).share() >= pool.share()) {
        pool = pools.remove(pools.size() - 1).with(pool);
      }
      pools.add(pool);
    }
    return new IsotonicCalibration(
        pools.stream().map(Pool::centre).toList(), pools.stream().map(Pool::share).toList());
  }

  /** The samples by score, those of one score together. */
  private static List<Pool> ties(double[] scores, boolean[] clicked) {
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted((a, b) -> Double.compare(scores[a], scores[b]))
            .mapToInt(i -> i)
            .toArray();
    List<Pool> pools = new ArrayList<>();
    for (int i : order) {
      // Adding 0 makes a plain zero of a negative one.
      Pool one = new Pool(scores[i] + 0.0, clicked[i] ? 1 : 0, 1);
      Pool last = pools.isEmpty() ? null : pools.get(pools.size() - 1);
      if (last != null && last.centre == one.centre) {
        pools.set(pools.size() - 1, last.with(one));
      } else {
        pools.add(one);
      }
    }
    return pools;
  }

  /**
   * Samples that get one probability.
   *
   * @param centre the mean of their scores
   * @param clicks how many were clicked
   * @param count how many there are
   */
  private record Pool(double centre, int clicks, int count) {

    double share() {
      return (double) clicks / count;
    }

    Pool with(Pool other) {
      int both = count + other.count;
      // A convex combination: it stays between the two also for the largest numbers.
      double middle =
          centre == other.centre
              ? centre
              : centre * ((double) count / both) + other.centre * ((double) other.count / both);
      return new Pool(middle, clicks + other.clicks, both);
    }
  }
}
