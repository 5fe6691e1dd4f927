package io.llmrec.rank.llm;

import java.util.Locale;

/**
 * Which pairs are asked about, and how an order is made of the answers: Qin et al., "Large Language
 * Models are Effective Text Rankers with Pairwise Ranking Prompting", NAACL 2024.
 */
public final class PairwiseSort {

  enum Kind {
    ALL_PAIRS,
    HEAP,
    SLIDING
  }

  private final Kind kind;
  private final int top;

  private PairwiseSort(Kind kind, int top) {
    if (top < 1) {
      throw new IllegalArgumentException("top and passes must be at least 1, was " + top);
    }
    this.kind = kind;
    this.top = top;
  }

  /**
   * All pairs: n * (n - 1) calls, all independent of each other; a candidate's score is the share
   * of the pairs that it wins. The most robust, and the dearest.
   */
  public static PairwiseSort allPairs() {
    return new PairwiseSort(Kind.ALL_PAIRS, 1);
  }

  /**
   * Heap sort for the best few: about 2n + 2 * top * log2(n) pairs at most, one after the other.
   *
   * @param top how many of the best are sorted, at least 1; the rest keeps the incoming order
   */
  public static PairwiseSort heap(int top) {
    return new PairwiseSort(Kind.HEAP, top);
  }

  /**
   * Passes of bubble sort from the end to the head, each of which carries the best up: about passes
   * * n pairs at most, one after the other; pairs that met before are not asked about again.
   *
   * @param passes how many of the best are sorted, at least 1; the rest moves down with them
   */
  public static PairwiseSort sliding(int passes) {
    return new PairwiseSort(Kind.SLIDING, passes);
  }

  Kind kind() {
    return kind;
  }

  /** How many places of a list of so many are sorted. */
  int top(int count) {
    return Math.min(top, count);
  }

  @Override
  public String toString() {
    return kind == Kind.ALL_PAIRS
        ? "all pairs"
        : kind.name().toLowerCase(Locale.ROOT) + "(" + top + ")";
  }
}
