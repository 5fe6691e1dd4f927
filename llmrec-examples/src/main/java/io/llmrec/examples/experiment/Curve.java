package io.llmrec.examples.experiment;

import io.llmrec.core.eval.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A metric over the length of the list, drawn as a line per system.
 *
 * @param name for the axis, for example {@code recall@k}
 * @param metrics one for each k
 */
record Curve(String name, List<Metric> metrics) {

  static Curve of(String name, IntFunction<Metric> metric, int... ks) {
    if (ks.length < 2) {
      throw new IllegalArgumentException("a curve must have at least 2 ks, has " + ks.length);
    }
    return new Curve(name, Arrays.stream(ks).mapToObj(metric).toList());
  }
}
