package io.llmrec.prompt.batch;

/**
 * What speaks for a text about an item and what against it, each from 0 to 1.
 *
 * @param uncertainty how little is known of what its readers like
 * @param neighbourDistance how far the items that are liked together with it are from those whose
 *     text is like its own
 * @param exposure how often it is shown
 * @param headPenalty how well its interactions describe it already
 */
public record PrioritySignals(
    double uncertainty, double neighbourDistance, double exposure, double headPenalty) {

  /** Checks the ranges. */
  public PrioritySignals {
    check("uncertainty", uncertainty);
    check("neighbourDistance", neighbourDistance);
    check("exposure", exposure);
    check("headPenalty", headPenalty);
  }

  private static void check(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be 0 to 1, was " + value);
    }
  }
}
