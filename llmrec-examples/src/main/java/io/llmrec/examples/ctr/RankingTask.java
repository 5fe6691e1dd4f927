package io.llmrec.examples.ctr;

import io.llmrec.core.index.VectorTable;
import io.llmrec.examples.ctr.CtrSplit.Part;
import io.llmrec.rank.feature.Feature;
import io.llmrec.rank.feature.Features;
import io.llmrec.rank.feature.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Samples as a trained ranker takes them. Rows are numbers from 0 on.
 *
 * @param features what a model may use
 * @param values of a row
 * @param vectors by the name of the feature
 * @param rows whose and of which kind they are
 */
record RankingTask(
    List<Feature> features,
    IntFunction<Features> values,
    Map<String, VectorTable> vectors,
    Rows rows) {

  RankingTask {
    features = List.copyOf(features);
    vectors = Map.copyOf(vectors);
  }

  /**
   * Labels and parts.
   *
   * @param user numbers by row
   * @param positive by row
   * @param split the parts
   */
  record Rows(int[] user, boolean[] positive, CtrSplit split) {

    /** Labels of a part. */
    boolean[] labels(Part part) {
      int[] rows = split.rows(part);
      boolean[] labels = new boolean[rows.length];
      for (int i = 0; i < rows.length; i++) {
        labels[i] = positive[rows[i]];
      }
      return labels;
    }

    /** Users of a part. */
    int[] users(Part part) {
      return Arrays.stream(split.rows(part)).map(row -> user[row]).toArray();
    }
  }

  /** The samples of a part, made as they are read. */
  Stream<Sample> samples(Part part) {
    return samples(rows.split().rows(part));
  }

  /** Some samples, made as they are read. */
  Stream<Sample> samples(int[] wanted) {
    return Arrays.stream(wanted)
        .mapToObj(row -> new Sample(values.apply(row), rows.positive()[row]));
  }
}
