package io.llmrec.core.eval;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Splits that hold whole items or users back; see {@link Splits}. */
final class ColdSplits {

  private ColdSplits() {}

  static Split items(Collection<Interaction> interactions, double share, long seed) {
    Set<String> items =
        interactions.stream()
            .map(Interaction::itemId)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Set<String> cold = chosen(items, share, seed);
    List<Interaction> train = new ArrayList<>();
    List<EvalCase> test = new ArrayList<>();
    for (List<Interaction> own : Timeline.byUser(interactions).values()) {
      List<Interaction> history = new ArrayList<>();
      List<Interaction> asked = new ArrayList<>();
      for (Interaction interaction : own) {
        if (cold.contains(interaction.itemId())) {
          asked.add(interaction);
        } else {
          train.add(interaction);
          if (asked.isEmpty()) {
            history.add(interaction);
          }
        }
      }
      if (!asked.isEmpty()) {
        test.add(coldCase(history, asked));
      }
    }
    return new Split(Timeline.sorted(train), List.of(), test);
  }

  private static EvalCase coldCase(List<Interaction> history, List<Interaction> asked) {
    Set<String> relevant =
        asked.stream()
            .map(Interaction::itemId)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Interaction first = asked.get(0);
    return new EvalCase(UserContext.of(first.userId(), history), relevant, first.time());
  }

  static Split users(Collection<Interaction> interactions, double share, int known, long seed) {
    Checks.atLeast("known", known, 0);
    var byUser = Timeline.byUser(interactions);
    Set<String> cold = chosen(byUser.keySet(), share, seed);
    List<Interaction> train = new ArrayList<>();
    List<EvalCase> test = new ArrayList<>();
    byUser.forEach(
        (user, own) -> {
          if (!cold.contains(user)) {
            train.addAll(own);
          } else if (own.size() > known) {
            test.add(Timeline.caseOf(own, known, own.size()));
          }
        });
    return new Split(Timeline.sorted(train), List.of(), test);
  }

  private static Set<String> chosen(Set<String> ids, double share, long seed) {
    Checks.share("share", share);
    int count = (int) Math.ceil(ids.size() * share - 1e-9);
    return new HashSet<>(Draws.ofRound(seed, 0).choose(List.copyOf(ids), count));
  }
}
