package io.llmrec.examples.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row of values that were not measured here: exact ones, or those somebody published.
 *
 * @param name of the row
 * @param source where the values come from
 * @param beside the system that it stands beside, empty for none
 * @param values by metric, in the metric's own unit; a metric may be missing
 */
public record Reference(String name, String source, String beside, Map<String, Double> values) {

  /** Takes a copy of the map. */
  public Reference {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  double value(String metric) {
    return values.getOrDefault(metric, Double.NaN);
  }
}
