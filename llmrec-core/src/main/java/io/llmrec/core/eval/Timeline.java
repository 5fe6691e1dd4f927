package io.llmrec.core.eval;

import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What all splits share: interactions in time order, ties in input order. */
final class Timeline {

  private Timeline() {}

  /** Where a user's interactions change from train to validation and from there to test. */
  record Cuts(int validation, int test) {}

  /** Cuts every user's interactions in two places; a part that holds nothing makes no case. */
  static Split split(
      Collection<Interaction> interactions, Function<List<Interaction>, Cuts> cutting) {
    List<Interaction> train = new ArrayList<>();
    List<EvalCase> validation = new ArrayList<>();
    List<EvalCase> test = new ArrayList<>();
    for (List<Interaction> own : byUser(interactions).values()) {
      Cuts cuts = cutting.apply(own);
      train.addAll(own.subList(0, cuts.validation()));
      if (cuts.validation() < cuts.test()) {
        validation.add(caseOf(own, cuts.validation(), cuts.test()));
      }
      if (cuts.test() < own.size()) {
        test.add(caseOf(own, cuts.test(), own.size()));
      }
    }
    return new Split(sorted(train), validation, test);
  }

  /** The index of the first interaction that is not before a moment; the size where all are. */
  static int firstFrom(List<Interaction> own, Instant moment) {
    int index = 0;
    while (index < own.size() && own.get(index).time().isBefore(moment)) {
      index++;
    }
    return index;
  }

  /** All interactions, oldest first; of two at the same time the one given first comes first. */
  static List<Interaction> sorted(Collection<Interaction> interactions) {
    List<Interaction> sorted = new ArrayList<>(interactions);
    sorted.sort(Comparator.comparing(Interaction::time));
    return sorted;
  }

  /** The interactions of every user, oldest first; the users in the order of the input. */
  static Map<String, List<Interaction>> byUser(Collection<Interaction> interactions) {
    Map<String, List<Interaction>> byUser = new LinkedHashMap<>();
    for (Interaction interaction : interactions) {
      byUser.computeIfAbsent(interaction.userId(), id -> new ArrayList<>()).add(interaction);
    }
    byUser.values().forEach(own -> own.sort(Comparator.comparing(Interaction::time)));
    return byUser;
  }

  /**
   * The case made of a user's own interactions: what precedes {@code from} is the history, what
   * follows up to {@code to} is relevant, and the list is asked for at the first of these.
   */
  static EvalCase caseOf(List<Interaction> own, int from, int to) {
    Set<String> relevant = new LinkedHashSet<>();
    for (Interaction interaction : own.subList(from, to)) {
      relevant.add(interaction.itemId());
    }
    UserContext user = UserContext.of(own.get(0).userId(), own.subList(0, from));
    return new EvalCase(user, relevant, own.get(from).time());
  }
}
