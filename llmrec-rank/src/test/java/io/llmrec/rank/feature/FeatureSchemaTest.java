package io.llmrec.rank.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeatureSchemaTest {

  private static Sample sample(Features.Builder builder) {
    return new Sample(builder.build(), true);
  }

  private static List<Sample> brands(String... brands) {
    List<Sample> samples = new ArrayList<>();
    for (String brand : brands) {
      samples.add(sample(Features.builder().text("brand", brand)));
    }
    return samples;
  }

  @Test
  void aDictionaryHasRowsByFrequencyWhateverTheOrder() {
    List<Feature> features = List.of(Feature.category("brand", Side.ITEM).minCount(2));
    List<Sample> samples = new ArrayList<>(brands("c", "b", "a", "b", "a", "b"));

    FeatureSchema schema = FeatureSchema.fit(features, samples);
    Collections.reverse(samples);
    FeatureSchema again = FeatureSchema.fit(features, samples);

    assertEquals(List.of("b", "a"), schema.vocabulary("brand").words());
    assertEquals(2, schema.vocabulary("brand").row("a"));
    assertEquals(Vocabulary.UNSEEN, schema.vocabulary("brand").row("c"));
    assertEquals(3, schema.vocabulary("brand").rows());
    assertEquals(schema.fingerprint(), again.fingerprint());
  }

  @Test
  void hashedCategoriesNeedNoWordsAndKeepTheirRows() {
    Vocabulary words = new Vocabulary(VocabularyRule.hashed("id", 100, 1), List.of());
    Vocabulary other = new Vocabulary(VocabularyRule.hashed("id", 100, 2), List.of());

    assertEquals(101, words.rows());
    assertEquals(Vocabulary.UNSEEN, words.row(""));
    int moved = 0;
    for (int i = 0; i < 1000; i++) {
      int row = words.row("item-" + i);
      assertTrue(row >= 1 && row <= 100, () -> "row " + row);
      moved += row == other.row("item-" + i) ? 0 : 1;
    }
    assertTrue(moved > 900);
    // The rows of a kept model depend on it.
    assertEquals(List.of(57, 64), List.of(words.row("item-1"), words.row("电影")));
  }

  @Test
  void historiesShareTheRowsOfTheFeatureTheyName() {
    FeatureSchema schema =
        FeatureSchema.fit(
            List.of(
                Feature.history("history", 3, "item", "stars"),
                Feature.category("item", Side.ITEM).minCount(2)),
            List.of(
                sample(
                    Features.builder()
                        .text("item", "a")
                        .history("history", List.of(Event.of("b", "5"), Event.of("b", "1"))))));

    assertEquals(List.of("b"), schema.vocabulary("item").words());
    assertEquals(List.of("1", "5"), schema.vocabulary("stars").words());
    FeatureSchema alone = schema.without("item");
    assertEquals(List.of("b"), alone.vocabulary("item").words());
  }

  @Test
  void withoutAndOnlySwitchFeaturesInOneLine() {
    FeatureSchema schema =
        FeatureSchema.fit(
            List.of(
                Feature.category("brand", Side.ITEM),
                Feature.number("price", Side.ITEM),
                Feature.category("user", Side.USER)),
            List.of(
                sample(
                    Features.builder().text("brand", "a").number("price", 3).text("user", "u"))));

    assertEquals("FeatureSchema[brand, user]", schema.without("price").toString());
    assertEquals("FeatureSchema[price]", schema.only("price").toString());
    assertNotEquals(schema.fingerprint(), schema.without("price").fingerprint());
    Exception unknown = assertThrows(IllegalArgumentException.class, () -> schema.without("prise"));
    assertEquals(
        "there is no feature 'prise', there are [brand, price, user]", unknown.getMessage());
    Exception none =
        assertThrows(
            IllegalArgumentException.class, () -> schema.without("brand", "price", "user"));
    assertEquals("a schema must keep at least 1 feature", none.getMessage());
  }

  @Test
  void aSchemaIsReadAsItWasWritten() {
    FeatureSchema schema =
        FeatureSchema.fit(
            List.of(
                Feature.category("brand", Side.ITEM).unseen(0.1),
                Feature.categories("tags", Side.ITEM, 3).hashed(50, 9),
                Feature.number("price", Side.ITEM).log(),
                Feature.number("age", Side.USER).buckets(3),
                Feature.history("history", 4, "brand", "stars"),
                Feature.vectors("parts", Side.USER, 8, 5)),
            List.of(
                sample(
                    Features.builder()
                        .text("brand", "日本\n\"x\"")
                        .texts("tags", List.of("a", "b"))
                        .number("price", 10)
                        .number("age", 30)
                        .history("history", List.of(Event.of("b", "5")))
                        .texts("parts", List.of("p1"))),
                sample(Features.builder().number("price", 1.1).number("age", 50))));

    FeatureSchema read = FeatureSchema.parse(schema.toJson());
    Map<String, List<String>> words = new HashMap<>();
    schema.vocabularies().forEach((name, one) -> words.put(name, one.words()));
    FeatureSchema joined = FeatureSchema.of(schema.outline(), words);

    assertEquals(schema.fingerprint(), read.fingerprint());
    assertEquals(schema.fingerprint(), joined.fingerprint());
    assertEquals(schema.features(), read.features());
  }

  @Test
  void refusesWhatIsNoSchema() {
    FeatureSchema schema =
        FeatureSchema.fit(List.of(Feature.category("brand", Side.ITEM)), brands("a", "b"));
    String json = schema.toJson();

    for (String broken :
        List.of(
            "[",
            "{}",
            json.replace("category", "colour"),
            json.replace("\"ITEM\"", "\"SHOP\""),
            json.replace("\"a\",\"b\"", "\"a\",\"a\""),
            json.replace("\"vocabulary\":\"brand\"", "\"vocabulary\":\"other\""),
            json.replace("\"most\":1", "\"most\":0"),
            json.replace("\"features\":[", "\"features\":[],\"x\":["))) {
      assertThrows(IllegalArgumentException.class, () -> FeatureSchema.parse(broken), broken);
    }
  }

  @Test
  void refusesFeaturesThatContradictEachOtherOrAreNowhere() {
    List<Sample> samples = brands("a");
    Exception twice =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                FeatureSchema.fit(
                    List.of(
                        Feature.category("brand", Side.ITEM), Feature.number("brand", Side.ITEM)),
                    samples));
    Exception rules =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                FeatureSchema.fit(
                    List.of(
                        Feature.category("brand", Side.ITEM),
                        Feature.category("last", Side.USER)
                            .by(VocabularyRule.dictionary("brand", 2))),
                    samples));
    Exception nowhere =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                FeatureSchema.fit(
                    List.of(
                        Feature.category("brand", Side.ITEM), Feature.number("price", Side.ITEM)),
                    samples));

    assertEquals("names of features must differ, were [brand, brand]", twice.getMessage());
    assertTrue(
        rules.getMessage().startsWith("features that share a vocabulary must agree on its rule"));
    assertEquals(
        "feature 'price' must be in a sample at least, is in none of 1", nowhere.getMessage());
  }

  @Test
  void refusesFeaturesOutOfRange() {
    for (Runnable wrong :
        List.<Runnable>of(
            () -> Feature.category("a b", Side.ITEM),
            () -> Feature.category("", Side.ITEM),
            () -> Feature.categories("a", Side.ITEM, 0),
            () -> Feature.category("a", Side.ITEM).minCount(0),
            () -> Feature.category("a", Side.ITEM).hashed(0, 1),
            () -> Feature.category("a", Side.ITEM).unseen(1),
            () -> Feature.number("a", Side.ITEM).buckets(1),
            () -> Feature.history("a", 0, "item"),
            () -> Feature.history("a", 3),
            () -> Feature.history("a", 3, "item", "item"),
            () -> Feature.vector("a", Side.ITEM, 0),
            () -> Feature.vectors("a", Side.ITEM, 8, 0))) {
      assertThrows(IllegalArgumentException.class, wrong::run);
    }
    Exception range =
        assertThrows(
            IllegalArgumentException.class, () -> Feature.categories("genres", Side.ITEM, 0));
    assertEquals("the categories of 'genres' must be 1 to 1000, was 0", range.getMessage());
  }
}
