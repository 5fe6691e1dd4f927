package io.llmrec.rank.llm;

/**
 * How {@link LlmReRanker#setwise} sorts: Zhuang et al., "A Setwise Approach for Effective and
 * Highly Efficient Zero-shot Ranking with Large Language Models", SIGIR 2024.
 *
 * @param children how many candidates are compared with another one in a prompt, 1 to {@value
 *     #MAX_CHILDREN}
 * @param top how many of the best are sorted, at least 1; the rest keeps the incoming order
 * @param votes how often each question is asked with the candidates in another order, 1 to {@value
 *     #MAX_VOTES}; the candidate named most often is the best, of equals the one that came in first
 */
public record SetwiseOptions(int children, int top, int votes) {

  /** The most children. */
  public static final int MAX_CHILDREN = 25;

  /** The most votes. */
  public static final int MAX_VOTES = 25;

  /** 3 children, the best 10, one vote. */
  public static final SetwiseOptions DEFAULT = new SetwiseOptions(3, 10, 1);

  /** Checks the ranges. */
  public SetwiseOptions {
    if (children < 1 || children > MAX_CHILDREN) {
      throw new IllegalArgumentException(
          "children must be 1 to %d, was %d".formatted(MAX_CHILDREN, children));
    }
    if (top < 1) {
      throw new IllegalArgumentException("top must be at least 1, was " + top);
    }
    if (votes < 1 || votes > MAX_VOTES) {
      throw new IllegalArgumentException(
          "votes must be 1 to %d, was %d".formatted(MAX_VOTES, votes));
    }
  }

  /** These options with another number of children. */
  public SetwiseOptions withChildren(int count) {
    return new SetwiseOptions(count, top, votes);
  }

  /** These options with another number of sorted places. */
  public SetwiseOptions withTop(int places) {
    return new SetwiseOptions(children, places, votes);
  }

  /** These options with another number of votes. */
  public SetwiseOptions withVotes(int count) {
    return new SetwiseOptions(children, top, count);
  }
}
