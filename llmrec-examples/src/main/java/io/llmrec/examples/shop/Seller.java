package io.llmrec.examples.shop;

import io.llmrec.core.catalog.Item;
import io.llmrec.prompt.Language;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lists products in the shop as sellers do: under a noisy title, with attributes that are often
 * missing.
 *
 * <p>No fact gets lost: what the title does not say is in the attributes. What it does say is there
 * only sometimes, and now and then the brand is given as "other".
 */
final class Seller {

  private static final double ATTRIBUTE_THOUGH_SHOWN = 0.55;
  private static final double BRAND_OTHER = 0.06;
  private static final double BRAND_MISSING = 0.04;
  private static final List<String> LABELLED_ROLES = List.of("name", "material", "variant", "size");

  private final Language language;
  private final Map<String, Leaf> leaves;
  private final Map<String, ProductLine> lines;
  private final TitleNoise noise;

  Seller(Language language, List<Leaf> leaves) {
    this.language = language;
    this.leaves = new LinkedHashMap<>();
    leaves.forEach(leaf -> this.leaves.put(leaf.key(), leaf));
    this.lines = ProductLine.readAll(language);
    this.noise = new TitleNoise(language);
  }

  Listing list(Product product, Dice dice) {
    ProductLine line = Lookup.in(lines, product.leaf());
    TitleNoise.SpoiltTitle title = noise.spoil(product, line, dice);
    Leaf.Shelf shelf = Lookup.in(leaves, product.leaf()).shelf(language);
    Map<String, String> attributes = attributes(product, line, title.shown(), dice);
    Item item =
        new Item(
            product.id(), title.text(), List.of(shelf.top(), shelf.name()), attributes, List.of());
    return new Listing(item, product);
  }

  private Map<String, String> attributes(
      Product product, ProductLine line, Set<String> shown, Dice dice) {
    Map<String, String> attributes = new LinkedHashMap<>();
    putBrand(attributes, product, shown, dice);
    attributes.put("language", language.code());
    for (String role : LABELLED_ROLES) {
      if (!shown.contains(role) || dice.chance(ATTRIBUTE_THOUGH_SHOWN)) {
        attributes.put(Lookup.in(line.labels(), role), product.fact(role));
      }
    }
    putFeatures(attributes, product, shown, dice);
    if (!shown.contains("audience")) {
      attributes.put("for", product.fact("audience"));
    }
    attributes.put("price", product.fact("price"));
    attributes.put("currency", language == Language.EN ? "USD" : "CNY");
    attributes.put("listed", product.fact("listed"));
    return attributes;
  }

  private void putBrand(
      Map<String, String> attributes, Product product, Set<String> shown, Dice dice) {
    double fate = shown.contains("brand") ? dice.unit() : 1;
    if (fate < BRAND_OTHER) {
      attributes.put("brand", language == Language.EN ? "Other" : "其他");
    } else if (fate >= BRAND_OTHER + BRAND_MISSING) {
      attributes.put("brand", product.fact("brand"));
    }
  }

  private void putFeatures(
      Map<String, String> attributes, Product product, Set<String> shown, Dice dice) {
    List<String> features = new ArrayList<>();
    for (String role : List.of("feature", "feature2")) {
      if (!shown.contains(role) || dice.chance(ATTRIBUTE_THOUGH_SHOWN)) {
        features.add(product.fact(role));
      }
    }
    if (!features.isEmpty()) {
      attributes.put("features", String.join(language == Language.EN ? ", " : "，", features));
    }
  }
}
