package io.llmrec.core.baseline;

/**
 * Settings of {@link Baselines#bm25}.
 *
 * @param k1 how much a word's second and later occurrences in a text count, at least 0; 0 not at
 *     all
 * @param b how much a long text is held against an item, 0 to 1
 * @param recent how many of the user's latest items are the query, at least 1
 */
public record Bm25Options(double k1, double b, int recent) {

  /** Checks the settings. */
  public Bm25Options {
    Checks.notNegative("k1", k1);
    Checks.share("b", b);
    Checks.atLeast("recent", recent, 1);
  }

  /** k1 1.2, b 0.75, the 10 latest items. */
  public static Bm25Options defaults() {
    return new Bm25Options(1.2, 0.75, 10);
  }
}
