package io.llmrec.examples.experiment;

import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.eval.Popularity;
import io.llmrec.core.eval.Split;
import java.util.List;

/** What the systems of an experiment were trained on and asked. Immutable. */
public final class Measured {

  private final DataSet data;
  private final Split split;
  private final Popularity popularity;

  /** Of a split whose cases are those that are asked. */
  Measured(DataSet data, Split split) {
    this.data = data;
    this.split = split;
    this.popularity = Popularity.of(split.train());
  }

  /** All of the data. */
  public DataSet data() {
    return data;
  }

  /** Train and the cases that are asked. */
  public Split split() {
    return split;
  }

  /** How popular the items are in train. */
  public Popularity popularity() {
    return popularity;
  }

  /** What a trainer may see: everything but the test cases. */
  Split forTrainers() {
    return new Split(split.train(), split.validation(), List.of());
  }

  /** The cases of a part. */
  List<EvalCase> cases(Part part) {
    return part == Part.TEST ? split.test() : split.validation();
  }

  /** Which cases are asked. */
  enum Part {
    VALIDATION,
    TEST
  }
}
