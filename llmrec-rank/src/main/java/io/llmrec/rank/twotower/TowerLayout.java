package io.llmrec.rank.twotower;

import io.llmrec.rank.network.Dense;
import io.llmrec.rank.network.Nonlinearity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables and layers that options, inputs and vocabulary ask for.
 *
 * @param options of the towers
 * @param inputs what they see
 * @param vocabulary the rows there are
 * @param vectors the dimensions of texts' vectors
 */
record TowerLayout(
    TwoTowerOptions options, TowerInputs inputs, TowerVocabulary vocabulary, TextVectors vectors) {

  static final double NORM_EPSILON = 1e-5;
  static final double LEAST_NORM = 1e-12;
  private static final int ATTENTION_WIDTH = 32;

  /** Checks that each tower sees something. */
  TowerLayout {
    boolean items = itemWidth(options, inputs, vocabulary, vectors) > 0;
    boolean users =
        inputs.userIds()
            || !inputs.userAttributes().isEmpty()
            || !vectors.users().isEmpty()
            || options.history().length() > 0;
    if (!items || !users) {
      throw new IllegalArgumentException(
          "both towers must see something: the item tower needs ids, categories, numbers or"
              + " vectors, the user tower ids, attributes, vectors or a history");
    }
  }

  static String itemVector(String name) {
    return "item_vector." + name;
  }

  static String userVector(String name) {
    return "user_vector." + name;
  }

  static String attribute(int index) {
    return "attribute-" + index;
  }

  boolean hasCategories() {
    return vocabulary.categories().rows() > 1;
  }

  /** How many rows each table has, by name. */
  Map<String, Integer> tableRows() {
    Map<String, Integer> rows = new LinkedHashMap<>();
    if (inputs.itemIds()) {
      rows.put(TwoTowerNetwork.ITEMS, vocabulary.items().rows());
    }
    if (hasCategories()) {
      rows.put(TwoTowerNetwork.CATEGORIES, vocabulary.categories().rows());
    }
    if (inputs.userIds()) {
      rows.put(TwoTowerNetwork.USERS, vocabulary.users().rows());
    }
    for (int i = 0; i < vocabulary.attributes().size(); i++) {
      rows.put(attribute(i), vocabulary.attributes().get(i).rows());
    }
    return rows;
  }

  private static int itemWidth(
      TwoTowerOptions options,
      TowerInputs inputs,
      TowerVocabulary vocabulary,
      TextVectors vectors) {
    int ids = (inputs.itemIds() ? 1 : 0) + (vocabulary.categories().rows() > 1 ? 1 : 0);
    return ids * options.shape().id()
        + 2 * inputs.itemNumbers().size()
        + vectors.items().size() * options.shape().semantic();
  }

  /** Numbers of what the towers see of an item. */
  int itemWidth() {
    return itemWidth(options, inputs, vocabulary, vectors);
  }

  /** Numbers of what the user tower sees. */
  int userWidth() {
    int rows = (inputs.userIds() ? 1 : 0) + inputs.userAttributes().size();
    return rows * options.shape().id()
        + vectors.users().size() * options.shape().semantic()
        + (options.history().length() > 0 ? itemWidth() : 0);
  }

  /** The layers that make text vectors narrow, by the name of the input. */
  Map<String, Dense> projections() {
    Map<String, Dense> layers = new LinkedHashMap<>();
    vectors.items().forEach((name, width) -> put(layers, itemVector(name), width));
    vectors.users().forEach((name, width) -> put(layers, userVector(name), width));
    return layers;
  }

  private void put(Map<String, Dense> layers, String name, int width) {
    layers.put(name, new Dense(name, width, options.shape().semantic(), Nonlinearity.NONE));
  }

  Dense projection(String name) {
    Dense dense = projections().get(name);
    if (dense == null) {
      throw new IllegalArgumentException("there is no projection '" + name + "'");
    }
    return dense;
  }

  /** The layers that say how much an item of a history counts; none for a mean. */
  List<Dense> attention() {
    return options.history().length() == 0 || options.history().pooling() == Pooling.MEAN
        ? List.of()
        : List.of(
            new Dense("attention.hidden", itemWidth(), ATTENTION_WIDTH, Nonlinearity.RELU),
            new Dense("attention.share", ATTENTION_WIDTH, 1, Nonlinearity.NONE));
  }

  Tower itemTower() {
    return Tower.of("item_tower", itemWidth(), options.shape().layers(), options.shape().dropout());
  }

  Tower userTower() {
    return Tower.of("user_tower", userWidth(), options.shape().layers(), options.shape().dropout());
  }
}
