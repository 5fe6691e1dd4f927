package io.llmrec.rank.feature;

import java.util.List;

/**
 * See {@link Feature#history}.
 *
 * @param name of the feature
 * @param side what it depends on
 * @param longest how many events are kept, the last ones; 1 to 10,000
 * @param fields of an event, 1 to 16: names of vocabularies
 */
public record HistoryFeature(String name, Side side, int longest, List<String> fields)
    implements Feature {

  /** Checks the ranges. */
  public HistoryFeature {
    Checks.name("a feature", name);
    Checks.range("the events of '" + name + "'", longest, 1, 10_000);
    Checks.range("the fields of '" + name + "'", fields.size(), 1, 16);
    fields = List.copyOf(fields);
    fields.forEach(field -> Checks.name("a field of '" + name + "'", field));
    if (fields.stream().distinct().count() < fields.size()) {
      throw new IllegalArgumentException(
          "fields of '%s' must differ, were %s".formatted(name, fields));
    }
  }
}
