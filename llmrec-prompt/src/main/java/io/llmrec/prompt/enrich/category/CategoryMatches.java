package io.llmrec.prompt.enrich.category;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which categories belong to which. Immutable and safe for use by several threads.
 *
 * <p>Of two matches of the same pair the stronger is kept.
 */
public final class CategoryMatches {

  /** A complement the other way round counts half: a case wants no phone. */
  private static final double REVERSED_COMPLEMENT = 0.5;

  private static final Comparator<CategoryMatch> STRONGEST_FIRST =
      Comparator.comparingDouble(CategoryMatch::strength)
          .reversed()
          .thenComparing(CategoryMatch::to);

  private final Taxonomy taxonomy;
  private final Map<String, List<CategoryMatch>> byFrom;

  private CategoryMatches(Taxonomy taxonomy, Map<String, Map<String, CategoryMatch>> pairs) {
    this.taxonomy = taxonomy;
    this.byFrom = new LinkedHashMap<>();
    pairs.forEach(
        (from, matches) ->
            byFrom.put(from, matches.values().stream().sorted(STRONGEST_FIRST).toList()));
  }

  /**
   * Matches of a taxonomy's categories.
   *
   * @throws IllegalArgumentException when one names a category that the taxonomy does not have
   */
  public static CategoryMatches of(Taxonomy taxonomy, Collection<CategoryMatch> matches) {
    Map<String, Map<String, CategoryMatch>> pairs = new LinkedHashMap<>();
    for (CategoryMatch match : matches) {
      requireKnown(taxonomy, match.from());
      requireKnown(taxonomy, match.to());
      put(pairs, match);
    }
    return new CategoryMatches(taxonomy, pairs);
  }

  private static void requireKnown(Taxonomy taxonomy, String id) {
    if (taxonomy.find(id) == null) {
      throw new IllegalArgumentException("category '" + id + "' is not in the taxonomy");
    }
  }

  private static void put(Map<String, Map<String, CategoryMatch>> pairs, CategoryMatch match) {
    pairs
        .computeIfAbsent(match.from(), id -> new LinkedHashMap<>())
        .merge(match.to(), match, (a, b) -> a.strength() >= b.strength() ? a : b);
  }

  /** The tree the categories are in. */
  public Taxonomy taxonomy() {
    return taxonomy;
  }

  /** What belongs to a category, strongest first, equal ones by id. */
  public List<CategoryMatch> of(String from) {
    return byFrom.getOrDefault(from, List.of());
  }

  /** The match of a pair, or null when there is none. */
  public @Nullable CategoryMatch find(String from, String to) {
    return of(from).stream().filter(match -> match.to().equals(to)).findFirst().orElse(null);
  }

  /** All matches, by the category they are from. */
  public List<CategoryMatch> all() {
    return byFrom.values().stream().flatMap(List::stream).toList();
  }

  /**
   * These matches and each of them the other way round where it is not known or weaker: a
   * substitute as strong, a complement half as strong.
   */
  public CategoryMatches bothWays() {
    Map<String, Map<String, CategoryMatch>> pairs = new LinkedHashMap<>();
    for (CategoryMatch match : all()) {
      put(pairs, match);
      boolean substitute = match.kind() == MatchKind.SUBSTITUTE;
      put(pairs, match.reversed(match.strength() * (substitute ? 1 : REVERSED_COMPLEMENT)));
    }
    return new CategoryMatches(taxonomy, pairs);
  }

  /**
   * These matches weighed against what interactions show: strength becomes {@code (1 - share) *
   * strength + share * evidence}. Pairs that interactions alone show become complements of strength
   * {@code share * evidence}; a match whose strength falls below {@code floor} is left out.
   *
   * @param share how much interactions count, 0 to 1
   * @param floor the least strength that is kept, above 0
   */
  public CategoryMatches mergedWith(CategoryEvidence evidence, double share, double floor) {
    if (!(share >= 0 && share <= 1) || !(floor > 0)) {
      throw new IllegalArgumentException(
          "share must be 0 to 1 and floor above 0, were %s and %s".formatted(share, floor));
    }
    List<CategoryMatch> merged = new ArrayList<>();
    for (CategoryMatch match : all()) {
      double seen = evidence.strength(match.from(), match.to());
      double strength = (1 - share) * match.strength() + share * seen;
      if (strength >= floor) {
        merged.add(match.withStrength(Math.min(1, strength)));
      }
    }
    for (String from : taxonomy.leaves()) {
      for (String to : evidence.strongest(from)) {
        double strength = share * evidence.strength(from, to);
        if (find(from, to) == null && strength >= floor) {
          String reason =
              String.format(Locale.ROOT, "chosen together, lift %.1f", evidence.lift(from, to));
          merged.add(
              new CategoryMatch(from, to, MatchKind.COMPLEMENT, Math.min(1, strength), reason));
        }
      }
    }
    return of(taxonomy, merged);
  }
}
