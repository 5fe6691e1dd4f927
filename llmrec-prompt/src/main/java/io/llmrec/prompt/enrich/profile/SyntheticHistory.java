package io.llmrec.prompt.enrich.profile;

import io.llmrec.core.enrich.UserProfile;
import java.util.List;

/**
 * The synthetic items of a user.
 *
 * @param items at least one
 * @param profile whose they are and where they come from; its text is all of theirs
 */
public record SyntheticHistory(List<SyntheticItem> items, UserProfile profile) {

  /** Takes a copy of the list. */
  public SyntheticHistory {
    items = List.copyOf(items);
    if (items.isEmpty()) {
      throw new IllegalArgumentException("items must hold at least 1 synthetic item, held none");
    }
  }

  /** Whose they are. */
  public String userId() {
    return profile.userId();
  }
}
