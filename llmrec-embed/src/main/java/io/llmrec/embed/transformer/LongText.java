package io.llmrec.embed.transformer;

/**
 * What becomes of a text longer than a model reads at once.
 *
 * @param kind what is done
 * @param overlap how many tokens two neighbouring windows share, at least 0
 */
public record LongText(Kind kind, int overlap) {

  /** What is done with a long text. */
  public enum Kind {
    /** Only its beginning counts. */
    TRUNCATE,
    /** It is read in windows, and their vectors are averaged. */
    AVERAGE
  }

  /** Checks the overlap. */
  public LongText {
    if (overlap < 0) {
      throw new IllegalArgumentException("overlap must be at least 0, was " + overlap);
    }
  }

  /** Only the beginning counts. */
  public static LongText truncate() {
    return new LongText(Kind.TRUNCATE, 0);
  }

  /**
   * The mean of the directions of windows that share some tokens; at most {@value Windows#MOST}
   * windows count.
   */
  public static LongText average(int overlap) {
    return new LongText(Kind.AVERAGE, overlap);
  }
}
