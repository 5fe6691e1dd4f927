package io.llmrec.core.eval;

import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One user at one moment, and the items that followed.
 *
 * @param user as known at that moment; nothing in the history is later than {@code time}
 * @param relevant ids of the items that a good list would hold; may be empty, then no ranking
 *     metric is defined for the case
 * @param time the moment the list is asked for
 */
public record EvalCase(UserContext user, Set<String> relevant, Instant time) {

  /** Checks that the history does not know the future, and takes a copy of the set. */
  public EvalCase {
    relevant = Collections.unmodifiableSet(new LinkedHashSet<>(relevant));
    List<Interaction> history = user.history();
    if (!history.isEmpty() && history.get(history.size() - 1).time().isAfter(time)) {
      throw new IllegalArgumentException(
          "history of user '%s' must not be later than the case's time %s, ends at %s"
              .formatted(user.id(), time, history.get(history.size() - 1).time()));
    }
  }

  /** The user's id and the time: names the request that a recommender is given. */
  public String id() {
    return user.id() + "@" + time;
  }
}
