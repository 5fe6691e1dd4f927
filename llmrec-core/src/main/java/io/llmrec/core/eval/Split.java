package io.llmrec.core.eval;

import io.llmrec.core.user.Interaction;
import java.util.List;

/**
 * Interactions to learn from, cases to choose settings by, and cases to report.
 *
 * @param train in time order, all users together
 * @param validation cases for choosing settings; empty where a split makes none
 * @param test cases that are looked at once, at the end
 */
public record Split(List<Interaction> train, List<EvalCase> validation, List<EvalCase> test) {

  /** Takes copies of the lists. */
  public Split {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
  }
}
