package io.llmrec.rank.coarse;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.index.VectorTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Items grouped by their vectors, each group named by the titles nearest to its middle.
 *
 * <p>Spherical k-means (Dhillon and Modha, 2001) with seeded starts far from each other (Arthur and
 * Vassilvitskii, "k-means++", 2007): the same vectors and seed give the same groups. Immutable and
 * safe for use by several threads.
 */
public final class ItemClusters {

  private static final int TITLES = 4;
  private static final int MAX_TITLE = 60;

  private final Map<String, Integer> clusters;
  private final List<String> names;

  private ItemClusters(Map<String, Integer> clusters, List<String> names) {
    this.clusters = clusters;
    this.names = names;
  }

  /**
   * Groups all items that have a vector.
   *
   * @param clusters how many groups, 2 to 900 and at most as many as vectors; one that ends up
   *     empty is left out
   */
  public static ItemClusters of(Catalog catalog, VectorTable vectors, int clusters, long seed) {
    if (clusters < 2 || clusters > 900 || clusters > vectors.size()) {
      throw new IllegalArgumentException(
          "clusters must be 2 to 900 and at most the %d vectors, were %d"
              .formatted(vectors.size(), clusters));
    }
    SphericalMeans means = SphericalMeans.of(vectors, clusters, seed);
    List<List<Integer>> members = new ArrayList<>();
    for (int cluster = 0; cluster < clusters; cluster++) {
      members.add(new ArrayList<>());
    }
    for (int row = 0; row < vectors.size(); row++) {
      members.get(means.cluster(row)).add(row);
    }
    Map<String, Integer> byId = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (List<Integer> rows : members) {
      String name = name(catalog, vectors, means, rows);
      if (!name.isEmpty()) {
        rows.forEach(row -> byId.put(vectors.id(row), names.size()));
        names.add(names.contains(name) ? name + " #" + (names.size() + 1) : name);
      }
    }
    return new ItemClusters(byId, List.copyOf(names));
  }

  /** The titles nearest to the middle; empty where the catalog holds none of the items. */
  private static String name(
      Catalog catalog, VectorTable vectors, SphericalMeans means, List<Integer> rows) {
    return rows.stream()
        .sorted(
            Comparator.<Integer>comparingDouble(row -> -means.similarity(row))
                .thenComparing(vectors::id))
        .map(row -> catalog.find(vectors.id(row)))
        .filter(item -> item != null)
        .limit(TITLES)
        .map(ItemClusters::title)
        .collect(Collectors.joining("; "));
  }

  private static String title(Item item) {
    String title = item.attributes().getOrDefault("clean_title", item.title()).strip();
    return title.codePointCount(0, title.length()) <= MAX_TITLE
        ? title
        : title.substring(0, title.offsetByCodePoints(0, MAX_TITLE)) + "…";
  }

  /** The names of the groups; different ones. */
  public List<String> names() {
    return names;
  }

  /** The name of an item's group; empty for an item without a vector. */
  public String nameOf(String itemId) {
    Integer cluster = clusters.get(itemId);
    return cluster == null ? "" : names.get(cluster);
  }
}
