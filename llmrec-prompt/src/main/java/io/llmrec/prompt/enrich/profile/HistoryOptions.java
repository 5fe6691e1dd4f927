package io.llmrec.prompt.enrich.profile;

import java.util.List;

/**
 * What a model is told of a user.
 *
 * @param maxEvents how many of the latest events, 1 to 200
 * @param attributes names of the user's attributes that are told, none by default: they may be
 *     personal
 */
public record HistoryOptions(int maxEvents, List<String> attributes) {

  /** The last 30 events and no attributes. */
  public static final HistoryOptions DEFAULT = new HistoryOptions(30, List.of());

  private static final int MAX_EVENTS = 200;

  /** Checks the range and takes a copy of the names. */
  public HistoryOptions {
    if (maxEvents < 1 || maxEvents > MAX_EVENTS) {
      throw new IllegalArgumentException(
          "maxEvents must be 1 to " + MAX_EVENTS + ", was " + maxEvents);
    }
    attributes = List.copyOf(attributes);
  }
}
