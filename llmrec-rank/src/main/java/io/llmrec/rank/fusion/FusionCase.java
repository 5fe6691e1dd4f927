package io.llmrec.rank.fusion;

import java.util.List;

/**
 * A request of which is known what was chosen.
 *
 * @param historyLength of the user then, at least 0
 * @param candidates in the order in which they came
 */
public record FusionCase(int historyLength, List<Scored> candidates) {

  /**
   * A candidate with both scores.
   *
   * @param base finite
   * @param llm finite; where the model gave an order, minus the place
   * @param relevant whether it was chosen
   */
  public record Scored(double base, double llm, boolean relevant) {

    /** Checks the scores. */
    public Scored {
      if (!Double.isFinite(base) || !Double.isFinite(llm)) {
        throw new IllegalArgumentException(
            "scores must be finite, were %s and %s".formatted(base, llm));
      }
    }
  }

  /** Checks the length and takes a copy of the list. */
  public FusionCase {
    if (historyLength < 0) {
      throw new IllegalArgumentException("historyLength must be at least 0, was " + historyLength);
    }
    candidates = List.copyOf(candidates);
  }

  /** Whether some but not all candidates were chosen: other cases teach nothing. */
  boolean teaches() {
    long relevant = candidates.stream().filter(Scored::relevant).count();
    return relevant > 0 && relevant < candidates.size();
  }
}
