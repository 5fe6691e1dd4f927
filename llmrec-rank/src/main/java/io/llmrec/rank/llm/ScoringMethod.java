package io.llmrec.rank.llm;

import org.jspecify.annotations.Nullable;

/** A method that gives each candidate a score of its own. */
interface ScoringMethod extends RankingMethod {

  /** One finite score per candidate shown, higher is better; null when nothing came of it. */
  double @Nullable [] scores(Asker asker, Scene scene, int[] shown);
}
