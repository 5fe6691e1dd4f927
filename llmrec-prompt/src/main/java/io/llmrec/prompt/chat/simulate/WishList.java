package io.llmrec.prompt.chat.simulate;

import io.llmrec.core.user.UserContext;
import io.llmrec.prompt.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a simulated user wants and tells only bit by bit.
 *
 * @param user who talks, with the history that the recommender may know
 * @param language the user speaks
 * @param musts every item must have all of these, at least 1; the first is what the user begins
 *     with
 * @param prefers the more an item has of these the better
 * @param avoids no item may have any of these
 * @param targets ids of the items that the user is looking for without knowing their names, at
 *     least 1; all of them have all musts and no avoids
 * @param patience after how many answers the user leaves, 1 to {@value #MAX_PATIENCE}
 */
public record WishList(
    UserContext user,
    Language language,
    List<Trait> musts,
    List<Trait> prefers,
    List<Trait> avoids,
    Set<String> targets,
    int patience) {

  /** The greatest patience. */
  public static final int MAX_PATIENCE = 50;

  /** Checks the sizes and takes copies of the collections. */
  public WishList {
    musts = List.copyOf(musts);
    prefers = List.copyOf(prefers);
    avoids = List.copyOf(avoids);
    targets = Set.copyOf(targets);
    if (musts.isEmpty() || targets.isEmpty()) {
      throw new IllegalArgumentException(
          "a wish list needs at least 1 must and 1 target, has %d and %d"
              .formatted(musts.size(), targets.size()));
    }
    if (patience < 1 || patience > MAX_PATIENCE) {
      throw new IllegalArgumentException(
          "patience must be 1 to %d, was %d".formatted(MAX_PATIENCE, patience));
    }
  }

  /** All traits: musts, preferences, avoids. */
  public List<Trait> traits() {
    List<Trait> all = new ArrayList<>(musts);
    all.addAll(prefers);
    all.addAll(avoids);
    return all;
  }
}
