package io.llmrec.rank.twotower;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What training saw: the rows of ids, categories and attributes, and the scales of numbers.
 *
 * @param items rows of item ids
 * @param categories rows of category names
 * @param users rows of user ids
 * @param attributes rows of values, one vocabulary for each user attribute
 * @param scales mean and deviation of each item number
 */
record TowerVocabulary(
    Vocabulary items,
    Vocabulary categories,
    Vocabulary users,
    List<Vocabulary> attributes,
    List<double[]> scales) {

  /** Categories of an item beyond these are passed over. */
  static final int MAX_CATEGORIES = 8;

  /** Learns from the catalog and the positives; ids of other items and users stay unknown. */
  static TowerVocabulary of(TowerInputs inputs, Catalog catalog, TowerData data) {
    Set<String> items = new LinkedHashSet<>();
    Set<String> users = new LinkedHashSet<>();
    Set<String> categories = new LinkedHashSet<>();
    for (Interaction positive : data.positives()) {
      Item item = catalog.find(positive.itemId());
      if (item != null) {
        items.add(item.id());
        users.add(positive.userId());
        categories.addAll(item.categories());
      }
    }
    List<Vocabulary> attributes = new ArrayList<>();
    for (String name : inputs.userAttributes()) {
      Set<String> values = new LinkedHashSet<>();
      for (String user : users) {
        values.add(data.users().getOrDefault(user, Map.of()).getOrDefault(name, ""));
      }
      attributes.add(new Vocabulary(values));
    }
    List<double[]> scales =
        inputs.itemNumbers().stream().map(name -> scale(name, items, catalog)).toList();
    return new TowerVocabulary(
        new Vocabulary(inputs.itemIds() ? items : Set.of()),
        new Vocabulary(categories),
        new Vocabulary(inputs.userIds() ? users : Set.of()),
        attributes,
        scales);
  }

  private static double[] scale(String attribute, Set<String> ids, Catalog catalog) {
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (String id : ids) {
      Item item = catalog.find(id);
      double value = item == null ? Double.NaN : number(item, attribute);
      if (!Double.isNaN(value)) {
        sum += value;
        squares += value * value;
        count++;
      }
    }
    double mean = count == 0 ? 0 : sum / count;
    double variance = count == 0 ? 0 : Math.max(0, squares / count - mean * mean);
    return new double[] {mean, variance > 1e-12 ? Math.sqrt(variance) : 1};
  }

  /** An attribute as a number, NaN where it is none. */
  private static double number(Item item, String attribute) {
    try {
      double value = Double.parseDouble(item.attributes().getOrDefault(attribute, ""));
      return Double.isInfinite(value) ? Double.NaN : value;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** What the towers see of an item. */
  ItemInput item(TowerInputs inputs, Item item, List<float[]> vectors) {
    int[] rows =
        item.categories().stream()
            .mapToInt(categories::row)
            .filter(row -> row > 0)
            .limit(MAX_CATEGORIES)
            .toArray();
    float[] numbers = new float[2 * scales.size()];
    for (int i = 0; i < scales.size(); i++) {
      double value = number(item, inputs.itemNumbers().get(i));
      boolean missing = Double.isNaN(value);
      numbers[2 * i] = missing ? 0 : (float) bounded((value - scales.get(i)[0]) / scales.get(i)[1]);
      numbers[2 * i + 1] = missing ? 1 : 0;
    }
    return new ItemInput(items.row(item.id()), rows, numbers, vectors);
  }

  /** A number far from all that was seen says no more than one at 5 deviations. */
  private static double bounded(double value) {
    return Math.max(-5, Math.min(5, value));
  }

  /** What the user tower sees of a user. */
  UserInput user(TowerInputs inputs, UserContext user, List<float[]> vectors) {
    int[] rows = new int[attributes.size()];
    for (int i = 0; i < rows.length; i++) {
      String value = user.attributes().getOrDefault(inputs.userAttributes().get(i), "");
      rows[i] = attributes.get(i).row(value);
    }
    return new UserInput(users.row(user.id()), rows, vectors);
  }
}
