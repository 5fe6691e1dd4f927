package io.llmrec.rank.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.VectorTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureEncoderTest {

  private static final VectorTable TABLE =
      VectorTable.of(
          List.of("a", "b"),
          List.of(Embedding.of(new float[] {1, 0}), Embedding.of(new float[] {0, 1})));

  private static int[] encoded(Feature feature, Features seen, Features wanted) {
    FeatureSchema schema = FeatureSchema.fit(List.of(feature), List.of(new Sample(seen, true)));
    return new FeatureEncoder(schema, Map.of(feature.name(), TABLE)).encode(wanted);
  }

  @Test
  void allCategoriesOfASampleAreKeptNotTheFirstAlone() {
    Features film = Features.builder().texts("genres", List.of("drama", "war")).build();

    int[] row = encoded(Feature.categories("genres", Side.ITEM, 4), film, film);

    assertArrayEquals(new int[] {2, 1, 2, 0, 0}, row);
  }

  @Test
  void whatTrainingDidNotShowAndWhatIsMissingHasTheRowOfTheUnseen() {
    Features seen = Features.builder().whole("shop", 7).build();
    Feature shop = Feature.category("shop", Side.ITEM);

    assertArrayEquals(new int[] {1}, encoded(shop, seen, seen));
    assertArrayEquals(
        new int[] {0}, encoded(shop, seen, Features.builder().whole("shop", 8).build()));
    assertArrayEquals(new int[] {0}, encoded(shop, seen, Features.none()));
    assertArrayEquals(
        new int[] {0}, encoded(shop, seen, Features.builder().text("shop", "").build()));
  }

  @Test
  void theLatestEventsAreKept() {
    Features seen =
        Features.builder()
            .history("history", List.of(Event.of("a", "1"), Event.of("b", "1"), Event.of("c", "")))
            .build();

    int[] row = encoded(Feature.history("history", 2, "item", "stars"), seen, seen);

    assertArrayEquals(new int[] {2, 1, 1, 2, 0}, row);
  }

  @Test
  void vectorsAreFoundByTheirKeys() {
    Features one = Features.builder().text("profile", "b").build();
    Feature profile = Feature.vector("profile", Side.USER, 2);
    Features several = Features.builder().texts("parts", List.of("a", "none", "b")).build();

    assertArrayEquals(new int[] {2}, encoded(profile, one, one));
    assertArrayEquals(new int[] {0}, encoded(profile, one, Features.none()));
    assertArrayEquals(
        new int[] {0}, encoded(profile, one, Features.builder().text("profile", "x").build()));
    assertArrayEquals(
        new int[] {2, 1, 2, 0, 0},
        encoded(Feature.vectors("parts", Side.USER, 2, 4), several, several));
  }

  private static FeatureEncoder numbers(NumberFeature feature, double... values) {
    List<Sample> samples = new ArrayList<>();
    for (double value : values) {
      samples.add(new Sample(Features.builder().number("n", value).build(), true));
    }
    return new FeatureEncoder(FeatureSchema.fit(List.of(feature), samples));
  }

  private static float scaled(FeatureEncoder encoder, double value) {
    return Float.intBitsToFloat(encoder.encode(Features.builder().number("n", value).build())[0]);
  }

  @Test
  void numbersAreBroughtToMeanZeroAndDeviationOne() {
    FeatureEncoder encoder = numbers(Feature.number("n", Side.ITEM), 1, 3, Double.NaN);

    assertEquals(-1, scaled(encoder, 1), 1e-6);
    assertEquals(2, scaled(encoder, 4), 1e-6);
    assertEquals(8, scaled(encoder, 1e30), 1e-6);
    assertTrue(Float.isNaN(scaled(encoder, Double.NaN)));
    assertTrue(Float.isNaN(Float.intBitsToFloat(encoder.encode(Features.none())[0])));
    assertEquals(0, scaled(numbers(Feature.number("n", Side.ITEM), 5, 5), 5), 0);
  }

  @Test
  void logarithmsKeepTheSign() {
    FeatureEncoder encoder = numbers(Feature.number("n", Side.ITEM).log(), Math.E - 1, 1 - Math.E);

    assertEquals(1, scaled(encoder, Math.E - 1), 1e-6);
    assertEquals(-2, scaled(encoder, 1 - Math.E * Math.E), 1e-6);
  }

  @Test
  void bucketsHoldAboutAsManySamples() {
    double[] values = new double[100];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * i;
    }
    FeatureEncoder encoder = numbers(Feature.number("n", Side.ITEM).buckets(4), values);
    int[] counts = new int[5];
    for (double value : values) {
      counts[encoder.encode(Features.builder().number("n", value).build())[0]]++;
    }

    assertArrayEquals(new int[] {0, 25, 25, 25, 25}, counts);
    assertEquals(0, encoder.encode(Features.none())[0]);
    assertEquals(4, encoder.encode(Features.builder().number("n", 1e12).build())[0]);
    FeatureEncoder few = numbers(Feature.number("n", Side.ITEM).buckets(4), 1, 1, 1, 2);
    assertEquals(2, few.schema().buckets((NumberFeature) few.schema().feature("n")));
  }

  @Test
  void aSideIsWrittenWithoutTheOthers() {
    FeatureSchema schema =
        FeatureSchema.fit(
            List.of(Feature.category("user", Side.USER), Feature.category("item", Side.ITEM)),
            List.of(
                new Sample(Features.builder().text("user", "u").text("item", "i").build(), true)));
    int[] row = {7, 7};

    new FeatureEncoder(schema)
        .encode(Features.builder().text("item", "i").build(), Set.of(Side.ITEM), row);

    assertArrayEquals(new int[] {7, 1}, row);
  }

  private static String refused(Feature feature, Features values) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> FeatureSchema.fit(List.of(feature), List.of(new Sample(values, true))))
        .getMessage();
  }

  @Test
  void refusesValuesOfAWrongType() {
    assertEquals(
        "feature 'f' must be a number, was a String",
        refused(Feature.number("f", Side.ITEM), Features.builder().text("f", "cheap").build()));
    assertEquals(
        "feature 'f' must be finite or NaN for a missing one, was Infinity",
        refused(Feature.number("f", Side.ITEM), Features.builder().number("f", 1.0 / 0).build()));
    assertEquals(
        "feature 'f' must be a text or a whole number, was a Double",
        refused(Feature.category("f", Side.ITEM), Features.builder().number("f", 1.5).build()));
    assertEquals(
        "feature 'f' must be a text or a whole number, was a collection with a String",
        refused(
            Feature.category("f", Side.ITEM), Features.builder().texts("f", List.of("a")).build()));
    assertEquals(
        "feature 'f' must be a history, was a Long",
        refused(Feature.history("f", 3, "item"), Features.builder().whole("f", 3).build()));
    assertEquals(
        "an event of 'f' must have the 2 fields [item, stars], has 1",
        refused(
            Feature.history("f", 3, "item", "stars"),
            Features.builder().history("f", List.of(Event.of("a"))).build()));
    assertEquals(
        "feature 'f' must be the key of an entity, was a Double",
        refused(Feature.vector("f", Side.USER, 3), Features.builder().number("f", 2.5).build()));
  }

  @Test
  void refusesTablesThatAreMissingOrOfAnotherDimension() {
    FeatureSchema schema =
        FeatureSchema.fit(
            List.of(Feature.vector("profile", Side.USER, 3)),
            List.of(new Sample(Features.builder().text("profile", "a").build(), true)));

    Exception missing =
        assertThrows(IllegalArgumentException.class, () -> new FeatureEncoder(schema));
    Exception other =
        assertThrows(
            IllegalArgumentException.class,
            () -> new FeatureEncoder(schema, Map.of("profile", TABLE)));

    assertEquals(
        "feature 'profile' needs a table of vectors, there are tables for []",
        missing.getMessage());
    assertEquals(
        "vectors of feature 'profile' must have 3 numbers, those of the table have 2",
        other.getMessage());
  }
}
