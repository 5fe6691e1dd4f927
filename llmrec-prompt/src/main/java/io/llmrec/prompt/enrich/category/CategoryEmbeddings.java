package io.llmrec.prompt.enrich.category;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemVectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A vector for each category: the direction of the mean of the vectors of the items in it and below
 * it. Immutable and safe for use by several threads.
 */
public final class CategoryEmbeddings {

  private final Map<String, Embedding> byId = new HashMap<>();

  /**
   * The vectors of all categories with an item that has a vector.
   *
   * @param vectors of the catalog's items, all of one dimension
   */
  public CategoryEmbeddings(Taxonomy taxonomy, Catalog catalog, ItemVectors vectors) {
    Map<String, float[]> sums = new HashMap<>();
    catalog.stream().forEach(item -> add(taxonomy, item, vectors.find(item.id()), sums));
    sums.forEach(
        (id, sum) -> {
          if (!isZero(sum)) {
            byId.put(id, Embedding.of(sum));
          }
        });
  }

  private static void add(
      Taxonomy taxonomy, Item item, @Nullable Embedding vector, Map<String, float[]> sums) {
    String leaf = taxonomy.leafOf(item);
    if (vector == null || leaf == null) {
      return;
    }
    for (String id : taxonomy.path(leaf)) {
      float[] sum = sums.computeIfAbsent(id, key -> new float[vector.dimension()]);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector.get(i);
      }
    }
  }

  private static boolean isZero(float[] values) {
    for (float value : values) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  /** The vector of a category, or null when none of its items has one. */
  public @Nullable Embedding find(String id) {
    return byId.get(id);
  }

  /** The leaf categories most like one, the most alike first; none where it has no vector. */
  public List<String> nearest(Taxonomy taxonomy, String id, int limit) {
    Embedding vector = byId.get(id);
    if (vector == null) {
      return List.of();
    }
    List<String> others = new ArrayList<>(taxonomy.leaves());
    others.removeIf(other -> other.equals(id) || byId.get(other) == null);
    Map<String, Float> cosines = new HashMap<>();
    for (String other : others) {
      Embedding found = byId.get(other);
      cosines.put(other, found == null ? -1 : vector.dot(found));
    }
    return others.stream()
        .sorted(
            Comparator.comparing((String other) -> cosines.getOrDefault(other, -1f))
                .reversed()
                .thenComparing(Comparator.naturalOrder()))
        .limit(limit)
        .toList();
  }
}
