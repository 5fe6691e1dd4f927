package io.llmrec.embed.languagemodel;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How the next token is drawn where the temperature is above 0.
 *
 * @param topK only so many of the likeliest tokens count, 0 for all
 * @param topP of these only the likeliest that together reach this probability, more than 0 to 1
 *     (Holtzman et al., "The Curious Case of Neural Text Degeneration", 2020)
 */
public record Sampling(int topK, double topP) {

  /** All tokens count. */
  public static final Sampling ALL = new Sampling(0, 1);

  /** Less than this share of the likeliest token's probability is taken for none. */
  private static final double NEGLIGIBLE = 1e-7;

  /** Checks the ranges. */
  public Sampling {
    if (topK < 0 || !(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException(
          "topK must be at least 0 and topP more than 0 to 1, were %d and %s"
              .formatted(topK, topP));
    }
  }

  /**
   * A token.
   *
   * @param scores of all tokens; NaN counts as impossible
   * @param temperature 0 for the likeliest token, the first of equals
   * @return its id, or -1 when no token has a finite score
   */
  int draw(float[] scores, double temperature, SplittableRandom random) {
    int best = -1;
    for (int i = 0; i < scores.length; i++) {
      if (Float.isFinite(scores[i]) && (best < 0 || scores[i] > scores[best])) {
        best = i;
      }
    }
    return best < 0 || temperature == 0 ? best : draw(scores, scores[best], temperature, random);
  }

  private int draw(float[] scores, float most, double temperature, SplittableRandom random) {
    int[] tokens = new int[scores.length];
    double[] weights = new double[scores.length];
    int count = 0;
    for (int i = 0; i < scores.length; i++) {
      double weight = Math.exp((scores[i] - most) / temperature);
      if (weight > NEGLIGIBLE) {
        tokens[count] = i;
        weights[count++] = weight;
      }
    }
    return narrowed(tokens, weights, count, random);
  }

  private int narrowed(int[] tokens, double[] weights, int count, SplittableRandom random) {
    Integer[] order = new Integer[count];
    Arrays.setAll(order, i -> i);
    int kept = count;
    if (topK > 0 || topP < 1) {
      Arrays.sort(order, (a, b) -> Double.compare(weights[b], weights[a]));
      kept = topK > 0 ? Math.min(topK, count) : count;
    }
    double total = sum(order, weights, kept);
    double wanted = topP * total;
    double reached = 0;
    for (int i = 0; i < kept; i++) {
      reached += weights[order[i]];
      if (reached >= wanted) {
        kept = i + 1;
      }
    }
    double point = random.nextDouble() * sum(order, weights, kept);
    for (int i = 0; i < kept; i++) {
      point -= weights[order[i]];
      if (point < 0) {
        return tokens[order[i]];
      }
    }
    return tokens[order[kept - 1]];
  }

  private static double sum(Integer[] order, double[] weights, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += weights[order[i]];
    }
    return sum;
  }
}
