package io.llmrec.prompt.enrich.category;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.user.Interaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds items in categories that belong to those the user knows: what follows a purchase rather
 * than more of the same.
 *
 * <p>A matched category scores the sum over the user's categories of weight times strength, where
 * one of the user's last 50 items counts half as much as the one 10 items later. Categories the
 * user does not know share {@code exploration} of the places, the others the rest, each in
 * proportion to its score and at least one; within a category the most popular admitted items come
 * first. Score of an item: that of its category, times {@code 10 / (10 + place)}. No model is
 * asked. Safe for use by several threads.
 */
public final class CategoryMatchRecaller implements Recaller {

  private static final double PLACES = 10;
  private static final double EXPLORATION = 0.7;

  private final CategoryMatches matches;
  private final Leaves leaves;
  private final int limit;
  private final double exploration;

  private CategoryMatchRecaller(
      CategoryMatches matches, Leaves leaves, int limit, double exploration) {
    this.matches = matches;
    this.leaves = leaves;
    this.limit = limit;
    this.exploration = exploration;
  }

  /**
   * A recaller that gives 70 % of the places to categories the user does not know.
   *
   * @param catalog whose items are in the matches' taxonomy
   * @param interactions tell which items are popular, counted once, here; may be empty
   * @param limit how many items it finds, at least 1
   */
  public static CategoryMatchRecaller of(
      CategoryMatches matches, Catalog catalog, Collection<Interaction> interactions, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit of a recaller must be at least 1, was " + limit);
    }
    Leaves leaves = new Leaves(matches.taxonomy(), catalog, interactions);
    return new CategoryMatchRecaller(matches, leaves, limit, EXPLORATION);
  }

  /**
   * This recaller with another share for categories the user does not know.
   *
   * @param share 0 to 1
   */
  public CategoryMatchRecaller withExploration(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("exploration must be 0 to 1, was " + share);
    }
    return new CategoryMatchRecaller(matches, leaves, limit, share);
  }

  /** A matched category on its way to its items. */
  private static final class Target {

    private final String leaf;
    private double score;
    private double strongest;
    private String because = "";

    Target(String leaf) {
      this.leaf = leaf;
    }

    void add(double weight, String itemId) {
      score += weight;
      if (weight > strongest) {
        strongest = weight;
        because = itemId;
      }
    }
  }

  @Override
  public List<Candidate> recall(StageContext context) {
    Map<String, Leaves.Known> known = leaves.known(context.request().user());
    Map<String, Target> targets = new LinkedHashMap<>();
    known.forEach(
        (leaf, own) -> {
          for (CategoryMatch match : matches.of(leaf)) {
            targets
                .computeIfAbsent(match.to(), Target::new)
                .add(own.weight() * match.strength(), own.itemId());
          }
        });
    List<Target> fresh = new ArrayList<>();
    List<Target> familiar = new ArrayList<>();
    for (Target target : targets.values()) {
      (known.containsKey(target.leaf) ? familiar : fresh).add(target);
    }
    List<Candidate> found = new ArrayList<>();
    boolean both = !fresh.isEmpty() && !familiar.isEmpty();
    fill(context, fresh, both ? exploration * limit : limit, found);
    fill(context, familiar, both ? (1 - exploration) * limit : limit, found);
    return found.stream()
        .sorted(
            Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::id))
        .limit(limit)
        .toList();
  }

  private void fill(
      StageContext context, List<Target> targets, double places, List<Candidate> found) {
    double sum = targets.stream().mapToDouble(target -> target.score).sum();
    if (places <= 0) {
      return;
    }
    for (Target target : targets) {
      int quota = Math.max(1, (int) Math.round(places * target.score / sum));
      int place = 0;
      for (String id : leaves.items(target.leaf)) {
        Item item = place < quota ? context.prepared().catalog().find(id) : null;
        if (item != null && context.admits(item)) {
          double score = target.score * PLACES / (PLACES + place);
          found.add(Candidate.of(item, score).because(List.of(target.because)));
          place++;
        }
      }
    }
  }
}
