package io.llmrec.rank.feature;

import java.util.List;

/**
 * One event of a history.
 *
 * @param values of its fields, in the order of the {@link HistoryFeature}; an empty one is missing
 */
public record Event(List<String> values) {

  /** Takes a copy. */
  public Event {
    values = List.copyOf(values);
  }

  /** An event with the values of its fields in order. */
  public static Event of(String... values) {
    return new Event(List.of(values));
  }
}
