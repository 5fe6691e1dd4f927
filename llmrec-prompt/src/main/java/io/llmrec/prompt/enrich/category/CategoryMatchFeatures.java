package io.llmrec.prompt.enrich.category;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.user.UserContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a ranker can know of an item's category and a user: numbers between 0 and 1 (the cosine: -1
 * to 1), named by {@link #NAMES}. Safe for use by several threads.
 */
public final class CategoryMatchFeatures {

  /**
   * The features in their order. {@code matched}: 1 when the item's category belongs to one the
   * user knows. {@code strength}: of the strongest such match. {@code weighted_strength}: the mean
   * over the user's categories, the latest items counting most. {@code distance}: steps in the tree
   * to the nearest of the user's categories, over the longest way through the tree; 1 where there
   * is none. {@code novelty}: 1 when the user does not know the category. {@code cosine}: of the
   * category's vector and the weighted mean of those of the user's categories; 0 without.
   */
  public static final List<String> NAMES =
      List.of("matched", "strength", "weighted_strength", "distance", "novelty", "cosine");

  private final CategoryMatches matches;
  private final Leaves leaves;
  private final @Nullable CategoryEmbeddings embeddings;
  private final double longestWay;

  /**
   * Features over matches.
   *
   * @param catalog whose items are in the matches' taxonomy
   * @param embeddings vectors of categories, or null for a cosine of 0
   */
  public CategoryMatchFeatures(
      CategoryMatches matches, Catalog catalog, @Nullable CategoryEmbeddings embeddings) {
    this.matches = matches;
    this.leaves = new Leaves(matches.taxonomy(), catalog, List.of());
    this.embeddings = embeddings;
    Taxonomy taxonomy = matches.taxonomy();
    longestWay =
        2.0
            * taxonomy.leaves().stream()
                .mapToInt(leaf -> taxonomy.path(leaf).size())
                .max()
                .orElse(1);
  }

  /** The features of items for a user, one array of {@link #NAMES} for each, in the order given. */
  public List<double[]> of(UserContext user, List<Item> items) {
    Map<String, Leaves.Known> known = leaves.known(user);
    Embedding interest = interest(known);
    return items.stream().map(item -> of(item, known, interest)).toList();
  }

  private double[] of(Item item, Map<String, Leaves.Known> known, @Nullable Embedding interest) {
    String leaf = leaves.leafOf(item.id());
    double strongest = 0;
    double sum = 0;
    double weights = 0;
    double nearest = longestWay;
    for (Map.Entry<String, Leaves.Known> own : known.entrySet()) {
      CategoryMatch match = matches.find(own.getKey(), leaf);
      double strength = match == null ? 0 : match.strength();
      strongest = Math.max(strongest, strength);
      sum += own.getValue().weight() * strength;
      weights += own.getValue().weight();
      if (!leaf.isEmpty()) {
        nearest = Math.min(nearest, matches.taxonomy().distance(own.getKey(), leaf));
      }
    }
    return new double[] {
      strongest > 0 ? 1 : 0,
      strongest,
      weights == 0 ? 0 : sum / weights,
      nearest / longestWay,
      known.containsKey(leaf) ? 0 : 1,
      cosine(leaf, interest)
    };
  }

  private double cosine(String leaf, @Nullable Embedding interest) {
    Embedding category = embeddings == null ? null : embeddings.find(leaf);
    return category == null || interest == null ? 0 : category.dot(interest);
  }

  private @Nullable Embedding interest(Map<String, Leaves.Known> known) {
    float @Nullable [] sum = null;
    boolean some = false;
    for (Map.Entry<String, Leaves.Known> own : known.entrySet()) {
      Embedding vector = embeddings == null ? null : embeddings.find(own.getKey());
      if (vector != null) {
        sum = sum == null ? new float[vector.dimension()] : sum;
        for (int i = 0; i < sum.length; i++) {
          sum[i] += (float) (own.getValue().weight() * vector.get(i));
          some |= sum[i] != 0;
        }
      }
    }
    return sum == null || !some ? null : Embedding.of(sum);
  }
}
