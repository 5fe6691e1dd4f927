package io.llmrec.rank.llm;

/**
 * How a prompt tells what the user chose so far: the three prompts of Hou et al., "Large Language
 * Models are Zero-Shot Rankers for Recommender Systems", ECIR 2024, in our own words.
 */
public enum HistoryStyle {
  /** The choices in their order, oldest first. */
  SEQUENTIAL("sequential", 0),
  /** The same, and the latest choice once more, as the one that counts most. */
  RECENCY("recency", 1),
  /**
   * The choices before the latest, then the latest as what was right at that point, then the new
   * question: one worked example from the user's own history. A history of one choice has no
   * example in it and is told in its order.
   */
  IN_CONTEXT("in-context", 2);

  private final String file;
  private final int leastHistory;

  HistoryStyle(String file, int leastHistory) {
    this.file = file;
    this.leastHistory = leastHistory;
  }

  /** The name in the resources. */
  String file() {
    return file;
  }

  /** This style, or {@link #SEQUENTIAL} where the history is too short for it. */
  HistoryStyle forHistory(int items) {
    return items < leastHistory ? SEQUENTIAL : this;
  }
}
