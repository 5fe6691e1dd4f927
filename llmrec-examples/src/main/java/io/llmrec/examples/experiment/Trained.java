package io.llmrec.examples.experiment;

import io.llmrec.core.eval.CandidateScorer;
import io.llmrec.core.eval.Recommend;

/** A system that has learned and can be asked. Safe for use by several threads. */
public sealed interface Trained {

  /**
   * A system that finds its items itself; it is asked directly, whatever the candidates of the
   * experiment are.
   */
  static Trained recommends(Recommend system) {
    return new Finder(system);
  }

  /** A system that scores what it is given: the candidates of the experiment. */
  static Trained scores(CandidateScorer system) {
    return new Scorer(system);
  }

  /** See {@link #recommends}. */
  record Finder(Recommend system) implements Trained {}

  /** See {@link #scores}. */
  record Scorer(CandidateScorer system) implements Trained {}
}
