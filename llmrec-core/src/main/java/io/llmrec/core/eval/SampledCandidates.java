package io.llmrec.core.eval;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.user.Interaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * For every case the relevant items among items drawn at random: the protocol of papers that let a
 * language model rank 20 candidates.
 *
 * <p>Scores are far higher than over the whole catalog and must not be compared with those
 * (Krichene and Rendle, "On sampled metrics for item recommendation", 2020). {@link RandomRow}
 * gives what a random order scores. The candidates of a case depend on the seed and the case's id
 * alone: other cases, threads and runs do not change them.
 */
public final class SampledCandidates {

  private final Map<String, List<String>> byCase;

  private SampledCandidates(Map<String, List<String>> byCase) {
    this.byCase = byCase;
  }

  /**
   * Draws candidates for every case: its relevant items, and {@code negatives} different items that
   * its user never had, each equally likely; all in random order, so that a tie or a copied order
   * favours nobody.
   *
   * @param items where negatives are drawn from, without repeats
   * @param interactions all that is known of the users, what comes after the case included
   * @param negatives how many per case, at least 1
   * @throws IllegalArgumentException when a user leaves fewer items than that, or two cases have
   *     the same user and time
   */
  public static SampledCandidates draw(
      List<EvalCase> cases,
      Collection<String> items,
      Collection<Interaction> interactions,
      int negatives,
      long seed) {
    Checks.atLeast("negatives", negatives, 1);
    List<String> pool = List.copyOf(new LinkedHashSet<>(items));
    Map<String, Set<String>> had = new HashMap<>();
    for (Interaction interaction : interactions) {
      had.computeIfAbsent(interaction.userId(), id -> new HashSet<>()).add(interaction.itemId());
    }
    Map<String, List<String>> byCase = new LinkedHashMap<>();
    for (EvalCase asked : cases) {
      Set<String> excluded = new HashSet<>(had.getOrDefault(asked.user().id(), Set.of()));
      excluded.addAll(asked.relevant());
      asked.user().history().forEach(one -> excluded.add(one.itemId()));
      Draws draws = Draws.ofRound(seed, asked.id().hashCode());
      List<String> candidates = new ArrayList<>(asked.relevant());
      candidates.addAll(drawn(asked, pool, excluded, negatives, draws));
      List<String> shuffled = List.copyOf(draws.choose(candidates, candidates.size()));
      if (byCase.put(asked.id(), shuffled) != null) {
        throw new IllegalArgumentException(
            "cases must have different ids, '%s' is there twice".formatted(asked.id()));
      }
    }
    return new SampledCandidates(byCase);
  }

  /** A shuffle that stops early and keeps only the places it has moved. */
  private static List<String> drawn(
      EvalCase asked, List<String> pool, Set<String> excluded, int count, Draws draws) {
    Map<Integer, Integer> moved = new HashMap<>();
    List<String> drawn = new ArrayList<>(count);
    for (int i = 0; i < pool.size() && drawn.size() < count; i++) {
      int at = i + draws.below(pool.size() - i);
      String id = pool.get(moved.getOrDefault(at, at));
      moved.put(at, moved.getOrDefault(i, i));
      if (!excluded.contains(id)) {
        drawn.add(id);
      }
    }
    if (drawn.size() < count) {
      throw new IllegalArgumentException(
          "negatives must be at most the items that a user never had, %d for user '%s', was %d"
              .formatted(drawn.size(), asked.user().id(), count));
    }
    return drawn;
  }

  /**
   * The candidates of a case, in the order in which a system is given them.
   *
   * @throws IllegalArgumentException when none were drawn for the case
   */
  public List<String> of(EvalCase evalCase) {
    List<String> candidates = byCase.get(evalCase.id());
    if (candidates == null) {
      throw new IllegalArgumentException(
          "no candidates were drawn for case '%s', only for %d others"
              .formatted(evalCase.id(), byCase.size()));
    }
    return candidates;
  }
}
