package io.llmrec.examples.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.prompt.Language;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShopKnowledgeTest {

  private static final SampleShop SHOP = SampleShop.load();
  private static final ShopKnowledge KNOWLEDGE = SHOP.knowledge();
  private static final List<Product> PRODUCTS =
      SHOP.catalog().stream().map(item -> KNOWLEDGE.product(item.id())).toList();

  /** Words that join facts and claim nothing. */
  private static final Set<String> JOINTS = Set.of("a", "an", "by", "for", "from", "in", "with");

  private static final String ZH_JOINTS = "《》 系列续航";

  @Test
  void buildsEnglishTitlesOnlyFromFacts() {
    for (Product product : english()) {
      Set<String> backed = new HashSet<>(JOINTS);
      product.facts().values().forEach(value -> backed.addAll(words(value)));

      for (String word : words(KNOWLEDGE.cleanTitle(product.id()))) {
        assertTrue(backed.contains(word), product.id() + " has no fact behind '" + word + "'");
      }
    }
  }

  @Test
  void buildsChineseTitlesOnlyFromFacts() {
    for (Product product : chinese()) {
      String title = KNOWLEDGE.cleanTitle(product.id());
      String rest = title;
      for (String value : longestFirst(product.facts())) {
        rest = rest.replace(value, "");
      }

      assertTrue(
          rest.chars().allMatch(c -> ZH_JOINTS.indexOf(c) >= 0),
          product.id() + " has no fact behind '" + rest + "' in " + title);
    }
  }

  @Test
  void keepsTitlesAndSummariesShort() {
    for (Product product : english()) {
      String summary = KNOWLEDGE.summary(product.id());
      assertTrue(summary.split(" ").length <= 25, summary);
    }
    for (Product product : chinese()) {
      String title = KNOWLEDGE.cleanTitle(product.id());
      assertTrue(title.length() <= 40, title);
      assertTrue(KNOWLEDGE.summary(product.id()).length() <= 50, title);
    }
  }

  @Test
  void namesTheBrandOrTheProperNameAndTheType() {
    for (Product product : PRODUCTS) {
      String title = KNOWLEDGE.cleanTitle(product.id());

      assertTrue(title.contains(product.fact("brand")) || title.contains(product.fact("name")));
      assertTrue(
          title.toLowerCase(Locale.ROOT).contains(product.fact("type").toLowerCase(Locale.ROOT)),
          title);
    }
  }

  @Test
  void tellsEveryTwoItemsApart() {
    Map<String, Long> titles =
        PRODUCTS.stream()
            .map(product -> KNOWLEDGE.cleanTitle(product.id()))
            .collect(Collectors.groupingBy(title -> title, Collectors.counting()));

    assertEquals(PRODUCTS.size(), titles.size());
  }

  @Test
  void leavesNoPlaceholderAndNoNoise() {
    for (Product product : PRODUCTS) {
      String text = KNOWLEDGE.cleanTitle(product.id()) + KNOWLEDGE.summary(product.id());

      assertTrue(text.matches("[^{}\\[\\]【】🔥✅⭐🎁💥✨]*"), text);
    }
  }

  @Test
  void speaksOfOneShelfInSeveralWays() {
    for (ProductLine line : ProductLine.readAll(Language.EN).values()) {
      assertTrue(line.phrasings("title").size() >= 3, line.leaf());
      assertTrue(line.phrasings("summary").size() >= 4, line.leaf());
    }
    for (ProductLine line : ProductLine.readAll(Language.ZH).values()) {
      assertTrue(line.phrasings("title").size() >= 3, line.leaf());
      assertTrue(line.phrasings("summary").size() >= 3, line.leaf());
    }
  }

  @Test
  void callsTheSameTypeAtTheSamePriceTheBestSubstitute() {
    Product lamp = PRODUCTS.stream().filter(p -> p.leaf().equals("desk-lamps")).findFirst().get();

    Relevance self = KNOWLEDGE.relevance(lamp.id(), lamp.id());

    assertEquals(Relevance.Kind.SUBSTITUTE, self.kind());
    assertEquals(1.0, self.strength(), 1e-9);
    assertEquals("the same type of product", self.why(Language.EN));
    assertEquals("同一类型的商品", self.why(Language.ZH));
  }

  @Test
  void callsCookwareTheComplementOfAStove() {
    Product stove = english("camping-stoves");
    Product pot = english("camping-cookware");

    Relevance relevance = KNOWLEDGE.relevance(stove.id(), pot.id());

    assertEquals(Relevance.Kind.COMPLEMENT, relevance.kind());
    assertEquals(0.9, relevance.strength(), 1e-9);
    assertEquals(relevance, KNOWLEDGE.relevance(pot.id(), stove.id()));
  }

  @Test
  void countsAPageInAnotherLanguageForHalf() {
    Product stove = english("camping-stoves");
    Product pot =
        chinese().stream().filter(p -> p.leaf().equals("camping-cookware")).findFirst().get();

    assertEquals(0.45, KNOWLEDGE.relevance(stove.id(), pot.id()).strength(), 1e-9);
  }

  @Test
  void seesNothingBetweenSunscreenAndKeyboards() {
    Relevance relevance = KNOWLEDGE.relevance(english("sunscreen").id(), english("keyboards").id());

    assertEquals(Relevance.Kind.UNRELATED, relevance.kind());
    assertEquals(0, relevance.strength());
  }

  @Test
  void joinsOnlyLeavesThatExist() {
    Set<String> leaves = Leaf.readAll().stream().map(Leaf::key).collect(Collectors.toSet());

    List<Map<String, String>> pairs = ShopFile.table("affinities.tsv");

    assertTrue(pairs.size() >= 25);
    for (Map<String, String> pair : pairs) {
      assertTrue(leaves.contains(pair.get("a")) && leaves.contains(pair.get("b")), pair::toString);
    }
  }

  @Test
  void ordersPricesFromZeroToOne() {
    List<Product> shelf =
        english().stream()
            .filter(p -> p.leaf().equals("tea"))
            .sorted(Comparator.comparing(Product::price))
            .toList();

    assertEquals(0, KNOWLEDGE.priceLevel(shelf.get(0).id()));
    assertEquals(1, KNOWLEDGE.priceLevel(shelf.get(shelf.size() - 1).id()));
  }

  @Test
  void namesTheItemItDoesNotHave() {
    var error = assertThrows(IllegalArgumentException.class, () -> KNOWLEDGE.cleanTitle("en-9999"));

    assertEquals("the sample shop has no item 'en-9999'", error.getMessage());
  }

  private static List<Product> english() {
    return PRODUCTS.stream().filter(product -> product.language() == Language.EN).toList();
  }

  private static List<Product> chinese() {
    return PRODUCTS.stream().filter(product -> product.language() == Language.ZH).toList();
  }

  private static Product english(String leaf) {
    return english().stream().filter(product -> product.leaf().equals(leaf)).findFirst().get();
  }

  private static List<String> words(String text) {
    String[] words = text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}'+%&.]+");
    return Arrays.stream(words).filter(word -> !word.isEmpty()).toList();
  }

  private static List<String> longestFirst(Map<String, String> facts) {
    return facts.values().stream()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
  }
}
