package io.llmrec.examples.experiment;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.eval.Popularity;
import io.llmrec.core.index.Hit;
import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.examples.Console;
import io.llmrec.examples.experiment.Page.Entry;
import io.llmrec.examples.experiment.Page.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a space looks like: neighbours of well-known items, and a map of the catalog.
 *
 * @param words what was encoded
 * @param space the items and their vectors
 * @param popularity says which items are well known
 */
record CatalogView(String words, PreparedCatalog space, Popularity popularity) {

  private static final int NEIGHBOURS = 4;
  private static final int SHOWN = 10;

  /** Every so manieth of the best-known items has its neighbours shown, for variety. */
  private static final int STRIDE = 7;

  private static final int MAPPED = 1_500;
  private static final int GROUPS = 7;
  private static final String OTHER = "other";

  private List<Item> wellKnown(int count) {
    return space.catalog().stream()
        .filter(item -> space.vectors().row(item.id()) >= 0)
        .sorted(
            Comparator.comparingInt((Item item) -> -popularity.users(item.id()))
                .thenComparing(Item::id))
        .limit(count)
        .toList();
  }

  /** Ten items and what is nearest to each. */
  Table neighbours() {
    List<Item> items = wellKnown(SHOWN * STRIDE);
    List<List<Entry>> rows = new ArrayList<>();
    for (int i = 0; i < items.size(); i += STRIDE) {
      Item item = items.get(i);
      Embedding vector = space.vectors().embedding(space.vectors().row(item.id()));
      List<Hit> hits =
          space.index().search(List.of(vector), NEIGHBOURS, id -> !id.equals(item.id())).get(0);
      String nearest =
          hits.stream()
              .map(hit -> "%s (%.2f)".formatted(title(hit.itemId()), hit.score()))
              .collect(Collectors.joining("; "));
      rows.add(Entry.texts(Console.cut(item.title(), 60), nearest));
    }
    return Table.of(
        "Vectors: %s. In brackets the cosine. Every %dth of the best-known items."
            .formatted(words, STRIDE),
        rows,
        "item",
        "nearest");
  }

  private String title(String id) {
    Item item = space.catalog().find(id);
    return item == null ? id : Console.cut(item.title(), 60);
  }

  /** The best-known items on a plane, by category. */
  MapChart map() {
    List<Item> items = wellKnown(MAPPED);
    double[][] places =
        NeighbourMap.of(
            items.stream()
                .map(item -> space.vectors().embedding(space.vectors().row(item.id())))
                .toList());
    List<String> kept = frequent(items);
    Map<String, List<Integer>> members = new LinkedHashMap<>();
    kept.forEach(name -> members.put(name, new ArrayList<>()));
    members.put(OTHER, new ArrayList<>());
    for (int i = 0; i < items.size(); i++) {
      members.getOrDefault(group(items.get(i), kept), new ArrayList<>()).add(i);
    }
    Map<String, double[][]> groups = new LinkedHashMap<>();
    members.forEach(
        (name, rows) -> {
          if (!rows.isEmpty()) {
            groups.put(name, new double[][] {chosen(places[0], rows), chosen(places[1], rows)});
          }
        });
    return new MapChart(groups);
  }

  String mapCaption() {
    return ("The %s best-known items; close ones mean alike (t-SNE over %s). Colour: of an item's"
            + " categories the rarest of the %d most frequent ones.")
        .formatted(Numbers.count(wellKnown(MAPPED).size()), words, GROUPS);
  }

  private static double[] chosen(double[] values, List<Integer> rows) {
    return rows.stream().mapToDouble(row -> values[row]).toArray();
  }

  /** The most frequent categories, most frequent first. */
  private static List<String> frequent(List<Item> items) {
    Map<String, Integer> counts = new HashMap<>();
    for (Item item : items) {
      item.categories().forEach(name -> counts.merge(name, 1, Integer::sum));
    }
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(GROUPS)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The rarest of the kept categories says most. */
  private static String group(Item item, List<String> kept) {
    for (int i = kept.size() - 1; i >= 0; i--) {
      if (item.categories().contains(kept.get(i))) {
        return kept.get(i);
      }
    }
    return OTHER;
  }
}
