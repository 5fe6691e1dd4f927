package io.llmrec.core.user;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a user at the moment of a request.
 *
 * @param id the host's own key, not blank
 * @param attributes what the host wants the stages to know, for example a language or an age group
 * @param history what the user did, oldest first; empty for a new user
 */
public record UserContext(String id, Map<String, String> attributes, List<Interaction> history) {

  /** Checks that the history is in time order and takes copies of the collections. */
  public UserContext {
    if (id.isBlank()) {
      throw new IllegalArgumentException("id of a user must not be blank");
    }
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    history = List.copyOf(history);
    for (int i = 1; i < history.size(); i++) {
      if (history.get(i).time().isBefore(history.get(i - 1).time())) {
        throw new IllegalArgumentException(
            "history of user '%s' must be oldest first: entry %d (%s) is earlier than entry %d (%s)"
                .formatted(id, i, history.get(i).time(), i - 1, history.get(i - 1).time()));
      }
    }
  }

  /** A user without attributes. */
  public static UserContext of(String id, List<Interaction> history) {
    return new UserContext(id, Map.of(), history);
  }

  /** A user of whom nothing is known. */
  public static UserContext cold(String id) {
    return new UserContext(id, Map.of(), List.of());
  }

  /** The ids of the last {@code count} different items of the history, latest first. */
  public List<String> recentItems(int count) {
    Set<String> ids = new LinkedHashSet<>();
    for (int i = history.size() - 1; i >= 0 && ids.size() < count; i--) {
      ids.add(history.get(i).itemId());
    }
    return List.copyOf(ids);
  }
}
