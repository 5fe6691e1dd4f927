package io.llmrec.examples.shop;

import io.llmrec.prompt.Language;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a careful human author says about the items of the sample shop: clean titles, summaries, and
 * how one item relates to another.
 *
 * <p>The replies in the examples' cassettes are written from this. They are the work of this
 * author, for this shop; no language model gave them. Everything said here stands on the item's
 * page, in the title or in an attribute.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ShopKnowledge {

  /** What two items of the same shelf share at least. */
  private static final double SAME_SHELF = 0.5;

  private static final double SAME_TYPE = 0.25;
  private static final double SAME_AUDIENCE = 0.1;
  private static final double SAME_PRICE = 0.15;

  /** A page in another language counts for half: few customers read both. */
  private static final double OTHER_LANGUAGE = 0.5;

  private final Map<String, Product> products;
  private final Map<Language, Map<String, ProductLine>> lines;
  private final Affinities affinities;
  private final Map<String, Double> priceLevels;

  ShopKnowledge(Collection<Product> products) {
    this.products = new LinkedHashMap<>();
    products.forEach(product -> this.products.put(product.id(), product));
    this.lines = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      lines.put(language, ProductLine.readAll(language));
    }
    this.affinities = Affinities.read();
    this.priceLevels = priceLevels(products);
  }

  /**
   * The facts of an item.
   *
   * @throws IllegalArgumentException when the shop has no such item
   */
  public Product product(String itemId) {
    Product product = products.get(itemId);
    if (product == null) {
      throw new IllegalArgumentException("the sample shop has no item '" + itemId + "'");
    }
    return product;
  }

  /**
   * The title without noise, in the language of the item's page; at most 40 characters where that
   * is Chinese.
   */
  public String cleanTitle(String itemId) {
    return phrase(product(itemId), "title");
  }

  /**
   * One sentence about the item, in the language of its page; at most 25 words where that is
   * English.
   */
  public String summary(String itemId) {
    return Phrase.sentence(phrase(product(itemId), "summary"));
  }

  /**
   * Where the item's price lies on its shelf, from 0 for the cheapest to 1 for the dearest of its
   * language.
   */
  public double priceLevel(String itemId) {
    return Lookup.in(priceLevels, product(itemId).id());
  }

  /**
   * What the second item is to somebody who is interested in the first.
   *
   * <p>Of the same shelf: a substitute of strength 0.5, plus 0.25 for the same type, 0.1 for the
   * same audience and up to 0.15 for the same price level. Of shelves that go together: a
   * complement of the strength in {@code affinities.tsv}. Half as much where the pages' languages
   * differ.
   */
  public Relevance relevance(String itemId, String otherId) {
    Product item = product(itemId);
    Product other = product(otherId);
    double reading = item.language() == other.language() ? 1 : OTHER_LANGUAGE;
    if (item.leaf().equals(other.leaf())) {
      return substitute(item, other, reading);
    }
    Affinities.Bond bond = affinities.between(item.leaf(), other.leaf());
    Relevance.Kind kind =
        bond.strength() > 0 ? Relevance.Kind.COMPLEMENT : Relevance.Kind.UNRELATED;
    return new Relevance(kind, bond.strength() * reading, bond.whyEn(), bond.whyZh());
  }

  Affinities affinities() {
    return affinities;
  }

  private Relevance substitute(Product item, Product other, double reading) {
    boolean sameType = item.fact("type").equals(other.fact("type"));
    double priceGap = StrictMath.abs(priceLevel(item.id()) - priceLevel(other.id()));
    double strength =
        SAME_SHELF
            + (sameType ? SAME_TYPE : 0)
            + (item.fact("audience").equals(other.fact("audience")) ? SAME_AUDIENCE : 0)
            + SAME_PRICE * (1 - priceGap);
    String whyEn = sameType ? "the same type of product" : "another choice from the same shelf";
    String whyZh = sameType ? "同一类型的商品" : "同类中的另一种选择";
    return new Relevance(Relevance.Kind.SUBSTITUTE, strength * reading, whyEn, whyZh);
  }

  /** One of the line's phrasings, always the same one for the same item. */
  private String phrase(Product product, String kind) {
    ProductLine line = Lookup.in(Lookup.in(lines, product.language()), product.leaf());
    String phrasing = Dice.of(0, kind + " " + product.id()).pick(line.phrasings(kind));
    return Phrase.fill(phrasing, product::fact);
  }

  private static Map<String, Double> priceLevels(Collection<Product> products) {
    Map<String, Double> levels = new HashMap<>();
    products.stream()
        .collect(Collectors.groupingBy(product -> product.language() + product.leaf()))
        .values()
        .forEach(shelf -> putLevels(shelf, levels));
    return levels;
  }

  private static void putLevels(List<Product> shelf, Map<String, Double> levels) {
    List<Product> byPrice =
        shelf.stream()
            .sorted(Comparator.comparing(Product::price).thenComparing(Product::id))
            .toList();
    for (int i = 0; i < byPrice.size(); i++) {
      levels.put(
          byPrice.get(i).id(), byPrice.size() == 1 ? 0.5 : i / (double) (byPrice.size() - 1));
    }
  }
}
