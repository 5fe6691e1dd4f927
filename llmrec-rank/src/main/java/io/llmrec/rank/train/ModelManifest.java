package io.llmrec.rank.train;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a kept model says of itself, beside its weights.
 *
 * @param kind what the model is, for example {@code two-tower}; not blank
 * @param settings all that is needed to make the network anew; copied
 * @param dataHash of what it learned from, or what else tells it apart; may be empty
 * @param metrics how it did, by name; finite
 * @param lists long lists by name, such as the ids of a table's rows; names are letters, digits and
 *     '-'
 */
public record ModelManifest(
    String kind,
    ObjectNode settings,
    String dataHash,
    Map<String, Double> metrics,
    Map<String, List<String>> lists) {

  /** Takes copies and checks. */
  public ModelManifest {
    if (kind.isBlank()) {
      throw new IllegalArgumentException("kind must not be blank");
    }
    settings = settings.deepCopy();
    metrics = new TreeMap<>(metrics);
    lists = new TreeMap<>(lists);
    metrics.forEach(
        (name, value) -> {
          if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                "metric '%s' must be finite, was %s".formatted(name, value));
          }
        });
    for (String name : lists.keySet()) {
      if (!name.matches("[A-Za-z0-9-]{1,64}")) {
        throw new IllegalArgumentException(
            "the name of a list must be of letters, digits and '-', was '%s'".formatted(name));
      }
    }
  }

  /** A manifest without lists and metrics. */
  public static ModelManifest of(String kind, ObjectNode settings, String dataHash) {
    return new ModelManifest(kind, settings, dataHash, Map.of(), Map.of());
  }

  /** This manifest with one more metric. */
  public ModelManifest withMetric(String name, double value) {
    Map<String, Double> more = new TreeMap<>(metrics);
    more.put(name, value);
    return new ModelManifest(kind, settings, dataHash, more, lists);
  }

  /** This manifest with one more list. */
  public ModelManifest withList(String name, List<String> entries) {
    Map<String, List<String>> more = new TreeMap<>(lists);
    more.put(name, List.copyOf(entries));
    return new ModelManifest(kind, settings, dataHash, metrics, more);
  }
}
