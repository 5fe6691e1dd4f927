package io.llmrec.rank.bias;

/**
 * Takes down what a ranker made of a list. Called on the thread that ranks; must be quick and safe
 * for use by several threads, for example the {@code add} of a concurrent queue.
 */
@FunctionalInterface
public interface RankingLog {

  /** A list has been ranked. */
  void ranked(RankingRun run);
}
