package io.llmrec.examples.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a setting was chosen: on the validation cases alone.
 *
 * @param metric by which
 * @param means of each setting, in the order of the grid; NaN where undefined
 * @param chosen the setting with the highest mean
 */
record Tuning(String metric, Map<String, Double> means, String chosen) {

  Tuning {
    means = Collections.unmodifiableMap(new LinkedHashMap<>(means));
  }

  /** Chooses the highest mean, the earlier of equal ones. */
  static Tuning of(String metric, Map<String, Double> means) {
    String best = "";
    double bestMean = Double.NaN;
    for (Map.Entry<String, Double> one : means.entrySet()) {
      if (best.isEmpty() || one.getValue() > bestMean || Double.isNaN(bestMean)) {
        best = one.getKey();
        bestMean = one.getValue();
      }
    }
    return new Tuning(metric, means, best);
  }
}
