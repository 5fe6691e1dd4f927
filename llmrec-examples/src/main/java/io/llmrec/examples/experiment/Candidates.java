package io.llmrec.examples.experiment;

import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.fingerprint.Fingerprinted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What systems that score are given for each case.
 *
 * <p>The order is random and depends on the case and the seed alone, so that neither a tie nor a
 * copied order favours the relevant item. Immutable.
 */
public final class Candidates implements Fingerprinted {

  private static final long SEED = 2026;

  private final String words;
  private final String fingerprint;
  private final Function<EvalCase, List<String>> lists;

  private Candidates(String words, String fingerprint, Function<EvalCase, List<String>> lists) {
    this.words = words;
    this.fingerprint = Fingerprint.of(words, fingerprint);
    this.lists = lists;
  }

  /** All items that are not in the case's history: full ranking. */
  public static Candidates unseen(String words, Collection<String> items) {
    List<String> order = new ArrayList<>(new LinkedHashSet<>(items));
    Collections.shuffle(order, new Random(SEED));
    return new Candidates(
        words,
        "unseen of " + Fingerprint.of(order.toArray(String[]::new)),
        asked -> {
          Set<String> seen = Set.copyOf(asked.user().recentItems(Integer.MAX_VALUE));
          return order.stream().filter(id -> !seen.contains(id)).toList();
        });
  }

  /**
   * The relevant items of the case, and the first {@code others} of its user's list that are not
   * relevant.
   *
   * @param byUser the list of each user
   * @param others how many, at least 1
   */
  public static Candidates given(String words, Map<String, List<String>> byUser, int others) {
    Fingerprint hash = new Fingerprint().add(others);
    new TreeMap<>(byUser).forEach((user, list) -> hash.add(user).add(String.join("\t", list)));
    return new Candidates(
        words,
        "given by " + hash.hex(),
        asked ->
            withRelevant(asked, byUser.getOrDefault(asked.user().id(), List.of()), others, words));
  }

  /**
   * The relevant items of the case, and {@code others} items drawn at random, each equally likely,
   * whether the user had them or not.
   */
  public static Candidates drawn(String words, Collection<String> items, int others) {
    List<String> pool = List.copyOf(new LinkedHashSet<>(items));
    return new Candidates(
        words,
        "%d drawn of %s".formatted(others, Fingerprint.of(pool.toArray(String[]::new))),
        asked -> {
          Random random = random("draw", asked);
          Set<String> drawn = new LinkedHashSet<>();
          // One more per relevant item: those are passed over.
          int enough = Math.min(pool.size(), others + asked.relevant().size());
          while (drawn.size() < enough) {
            drawn.add(pool.get(random.nextInt(pool.size())));
          }
          return withRelevant(asked, drawn, others, words);
        });
  }

  private static List<String> withRelevant(
      EvalCase asked, Collection<String> list, int others, String words) {
    Set<String> chosen = new HashSet<>(asked.relevant());
    int enough = chosen.size() + others;
    for (String id : list) {
      if (chosen.size() < enough) {
        chosen.add(id);
      }
    }
    if (chosen.size() < enough) {
      throw new IllegalArgumentException(
          "%s: case '%s' must have %d candidates, has %d"
              .formatted(words, asked.id(), enough, chosen.size()));
    }
    List<String> order = new ArrayList<>(chosen);
    Collections.sort(order);
    Collections.shuffle(order, random("order", asked));
    return order;
  }

  private static Random random(String use, EvalCase asked) {
    String hash = new Fingerprint().add(use).add(asked.id()).add(SEED).hex();
    return new Random(Long.parseUnsignedLong(hash.substring(0, 16), 16));
  }

  /** The candidates of a case, each once. */
  public List<String> of(EvalCase asked) {
    return lists.apply(asked);
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  /** What they are, in words. */
  @Override
  public String toString() {
    return words;
  }
}
