package io.llmrec.core.request;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What may be shown to a user: stock, age limits, the page's category, nothing seen before.
 *
 * <p>Asked for a user once per request, then for each item: work that depends on the user alone is
 * done once. No stage, and no language model, can put an item on the list that this does not admit.
 */
@FunctionalInterface
public interface Eligibility {

  /** The items that may be shown to this user now. */
  Predicate<Item> forUser(UserContext user);

  /** Everything in the catalog. */
  static Eligibility everything() {
    return user -> item -> true;
  }

  /** Items that pass a test of their own, whoever the user is. */
  static Eligibility of(Predicate<Item> test) {
    return user -> test;
  }

  /** Items the user's history does not name. */
  static Eligibility unseen() {
    return user -> {
      Set<String> seen =
          user.history().stream().map(Interaction::itemId).collect(Collectors.toSet());
      return item -> !seen.contains(item.id());
    };
  }

  /** Items in a category, at any level. */
  static Eligibility inCategory(String category) {
    return of(item -> item.categories().contains(category));
  }

  /** What both admit. */
  default Eligibility and(Eligibility other) {
    return user -> forUser(user).and(other.forUser(user));
  }
}
