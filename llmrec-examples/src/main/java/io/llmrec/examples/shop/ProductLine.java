package io.llmrec.examples.shop;

import io.llmrec.prompt.Language;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a shelf sells and how it is spoken of in one language: a block of {@code
 * product-lines-en.txt} or {@code product-lines-zh.txt}.
 *
 * @param leaf key of the leaf category
 * @param labels what an item's attributes call the roles name, material, variant and size
 * @param block brands, names, audiences, phrasings and stuffing words
 * @param types what is sold
 */
record ProductLine(
    String leaf, Map<String, String> labels, ShopFile.Block block, List<Type> types) {

  /**
   * A type of product, with what fits it.
   *
   * @param name for example {@code half-finger cycling gloves}
   * @param words values for the roles material, feature and size, and for some types the names to
   *     use
   * @param lowest price of the cheapest, in the language's currency
   * @param highest price of the dearest
   */
  record Type(String name, Map<String, List<String>> words, int lowest, int highest) {

    Type {
      if (lowest < 1 || highest <= lowest) {
        throw new IllegalArgumentException(
            "prices of '%s' must rise from at least 1, were %d-%d"
                .formatted(name, lowest, highest));
      }
      if (Lookup.in(words, "feature").size() < 2) {
        throw new IllegalArgumentException("'" + name + "' needs at least 2 features");
      }
    }

    /** The values of a role. */
    List<String> words(String role) {
      return Lookup.in(words, role);
    }
  }

  /** All lines of a language by the keys of their leaves. */
  static Map<String, ProductLine> readAll(Language language) {
    Map<String, ProductLine> lines = new LinkedHashMap<>();
    ShopFile.blocks("product-lines-" + language.code() + ".txt")
        .forEach((leaf, block) -> lines.put(leaf, of(leaf, block)));
    return lines;
  }

  /**
   * The values of a role that the whole line shares: brands, names, audiences, variants, models,
   * stuffing.
   */
  List<String> words(String role) {
    return block.values(role);
  }

  /** The phrasings of a {@code title} or a {@code summary}. */
  List<String> phrasings(String kind) {
    return block.texts(kind);
  }

  private static ProductLine of(String leaf, ShopFile.Block block) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String label : block.values("labels")) {
      int equals = label.indexOf('=');
      labels.put(label.substring(0, equals), label.substring(equals + 1));
    }
    return new ProductLine(
        leaf, labels, block, block.rows().stream().map(ProductLine::type).toList());
  }

  private static Type type(List<String> cells) {
    Map<String, List<String>> words = new HashMap<>();
    words.put("material", ShopFile.split(cells.get(1), ";"));
    words.put("feature", ShopFile.split(cells.get(2), ";"));
    words.put("size", ShopFile.split(cells.get(3), ";"));
    words.put("name", cells.size() > 5 ? ShopFile.split(cells.get(5), ";") : List.of());
    String[] price = cells.get(4).split("-");
    return new Type(cells.get(0), words, Integer.parseInt(price[0]), Integer.parseInt(price[1]));
  }
}
