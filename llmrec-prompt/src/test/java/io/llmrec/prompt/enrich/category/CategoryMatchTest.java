package io.llmrec.prompt.enrich.category;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.testing.RecallerContract;
import io.llmrec.core.testing.Samples;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CategoryMatchTest {

  private static final Catalog CATALOG = Samples.catalog();
  private static final Taxonomy SHOP = Taxonomy.ofItems(CATALOG.stream());
  private static final String GLOVES = "Cycling > Gloves";
  private static final String LIGHTS = "Cycling > Lights";
  private static final String COFFEE = "Kitchen > Coffee";
  private static final String TEA = "Kitchen > Tea";
  private static final CategoryMatches MATCHES =
      CategoryMatches.of(
          SHOP,
          List.of(
              new CategoryMatch(GLOVES, LIGHTS, MatchKind.COMPLEMENT, 0.8, "Riding at night."),
              new CategoryMatch(COFFEE, TEA, MatchKind.SUBSTITUTE, 0.6, "Hot drinks.")));

  private static final String ANSWER =
      """
      {"complements": [{"category": "%s", "strength": 4, "reason": "Riding at night."}],
       "substitutes": [{"category": "%s", "strength": 2, "reason": "Also worn."}]}\
      """;

  private static CategoryMatcher matcher(LanguageModel model) {
    return CategoryMatcher.of(model, SHOP);
  }

  private static String labelOf(String choices, String path) {
    int at = choices.indexOf("\":\"" + path.replace('>', '›') + "\"");
    return choices.substring(choices.lastIndexOf('"', at - 1) + 1, at);
  }

  @Test
  void labelsAndNamesOfTheShortlistAreKeptWithStrengthAndReason() {
    AtomicReference<String> asked = new AtomicReference<>("");
    LanguageModel model =
        prompt -> {
          asked.set(prompt.text());
          return Reply.of(ANSWER.formatted(labelOf(prompt.text(), LIGHTS), "kitchen>TEA")).by("m");
        };

    CategoryMatcher.Result result = matcher(model).match(List.of(GLOVES));

    assertEquals(
        List.of(
            new CategoryMatch(GLOVES, LIGHTS, MatchKind.COMPLEMENT, 0.8, "Riding at night."),
            new CategoryMatch(GLOVES, TEA, MatchKind.SUBSTITUTE, 0.4, "Also worn.")),
        result.matches().of(GLOVES));
    assertEquals(2, result.named());
    assertEquals(0, result.unknown());
    assertEquals(
        "m", Objects.requireNonNull(result.enrichments().get(GLOVES)).provenance().model());
    assertEquals(
        "COMPLEMENT Cycling > Lights: Riding at night.\nSUBSTITUTE Kitchen > Tea: Also worn.",
        Objects.requireNonNull(result.enrichments().get(GLOVES)).text());
    assertFalse(
        asked.get().contains(":\"" + GLOVES.replace('>', '›') + "\","),
        "it is not a choice of its own");
  }

  @Test
  void whatTheTaxonomyDoesNotKnowIsDroppedAndCounted() {
    CategoryMatcher.Result result =
        matcher(prompt -> Reply.of(ANSWER.formatted(LIGHTS, "Kitchen > Unicorns")))
            .match(List.of(GLOVES));

    assertEquals(1, result.matches().all().size());
    assertEquals(1, result.unknown());
  }

  @ParameterizedTest
  @CsvSource({
    "Unicorns, 4, 'a', unknown categories",
    "Cycling > Gloves, 4, 'a', unknown categories",
    "Cycling, 4, 'a', unknown categories",
    "Cycling > Lights, 6, 'a', other strength",
    "Cycling > Lights, 0, 'a', other strength",
    "Cycling > Lights, 3, ' ', other strength",
  })
  void replyWithNothingUsableIsRefused(String category, int strength, String reason, String kind) {
    String reply =
        "{\"complements\": [{\"category\": \"%s\", \"strength\": %d, \"reason\": \"%s\"}], \"substitutes\": []}"
            .formatted(category, strength, reason);
    CategoryMatcher matcher = matcher(prompt -> Reply.of(reply));

    assertEquals(List.of(), matcher.match(List.of(GLOVES)).matches().all());
    assertEquals(Map.of(kind, 1L), matcher.refusals());
  }

  @Test
  void emptyAnswerIsRefusedAndAllLeavesAreAskedAbout() {
    CategoryMatcher matcher =
        matcher(prompt -> Reply.of("{\"complements\": [], \"substitutes\": []}"));

    assertEquals(Map.of(), matcher.matchAll().enrichments());
    assertEquals(Map.of("other number", 8L), matcher.refusals());
  }

  @Test
  void shortlistHoldsTheLikelyOnesWhereThereAreTooMany() {
    List<Category> many = new ArrayList<>(List.of(new Category("a", "a", null)));
    IntStream.range(0, 300)
        .forEach(i -> many.add(new Category("b" + i, "b" + i, i % 2 == 0 ? "a" : null)));
    Taxonomy large = Taxonomy.of(many);

    List<String> chosen = Shortlist.of(large, null, null).of("b298");

    assertEquals(200, chosen.size());
    assertEquals(149, chosen.stream().filter(id -> large.distance("b298", id) == 2).count());
    assertFalse(chosen.contains("b298"));
  }

  @Test
  void bothWaysHoldsSubstitutesEquallyAndComplementsHalf() {
    CategoryMatches both = MATCHES.bothWays();

    assertEquals(0.4, Objects.requireNonNull(both.find(LIGHTS, GLOVES)).strength());
    assertEquals(0.6, Objects.requireNonNull(both.find(TEA, COFFEE)).strength());
    assertEquals(0.8, Objects.requireNonNull(both.find(GLOVES, LIGHTS)).strength());
    assertEquals(4, both.bothWays().all().size());
  }

  /** Ten users, four of them with gloves and lights, three of these with coffee too. */
  private static List<Interaction> shopping() {
    List<Interaction> events = new ArrayList<>();
    for (int user = 0; user < 10; user++) {
      String id = "u" + user;
      if (user < 4) {
        events.add(Interaction.view(id, "item-0", Samples.NOW));
        events.add(Interaction.view(id, "item-2", Samples.NOW));
      }
      events.add(Interaction.view(id, user < 3 || user > 5 ? "item-4" : "item-6", Samples.NOW));
    }
    return events;
  }

  @Test
  void liftIsSmoothedAsComputedByHand() {
    CategoryEvidence evidence = CategoryEvidence.count(shopping(), CATALOG, SHOP, 2);

    assertEquals((4 + 2) / (1.6 + 2), evidence.lift(GLOVES, LIGHTS), 1e-12);
    assertEquals((3 + 2) / (2.8 + 2), evidence.lift(GLOVES, COFFEE), 1e-12);
    assertEquals(1, evidence.lift("厨房 > 茶", GLOVES), 1e-12);
    assertEquals(1 - 3.6 / 6, evidence.strength(LIGHTS, GLOVES), 1e-12);
    assertEquals(0, evidence.strength(COFFEE, TEA), 1e-12);
    assertEquals(List.of(LIGHTS, COFFEE), evidence.strongest(GLOVES));
  }

  @Test
  void evidenceMovesStrengthsAndAddsWhatTheModelDidNotSay() {
    CategoryEvidence evidence = CategoryEvidence.count(shopping(), CATALOG, SHOP, 2);

    CategoryMatches merged = MATCHES.mergedWith(evidence, 0.5, 0.18);

    assertEquals(0.5 * 0.8 + 0.5 * 0.4, strength(merged, GLOVES, LIGHTS), 1e-12);
    assertEquals(0.3, strength(merged, COFFEE, TEA), 1e-12);
    CategoryMatch added = Objects.requireNonNull(merged.find(LIGHTS, GLOVES));
    assertEquals(0.5 * 0.4, added.strength(), 1e-12);
    assertEquals("chosen together, lift 1.7", added.reason());
    assertNull(merged.find(GLOVES, COFFEE), "below the floor");
    assertNull(MATCHES.mergedWith(evidence, 0.5, 0.31).find(COFFEE, TEA));
    assertEquals(0.8, strength(MATCHES.mergedWith(evidence, 0, 0.01), GLOVES, LIGHTS));
  }

  private static double strength(CategoryMatches matches, String from, String to) {
    return Objects.requireNonNull(matches.find(from, to)).strength();
  }

  @Nested
  class Contract implements RecallerContract {
    @Override
    public Recaller recaller() {
      return CategoryMatchRecaller.of(MATCHES.bothWays(), CATALOG, shopping(), 5);
    }
  }

  private static List<Candidate> recall(Recaller recaller, String... items) {
    List<Interaction> history = new ArrayList<>();
    for (String item : items) {
      history.add(Interaction.view("u", item, Samples.NOW.minusSeconds(100 - history.size())));
    }
    RecommendationRequest request =
        RecommendationRequest.forUser(UserContext.of("u", history)).at(Samples.NOW).build();
    return recaller.recall(StageContext.of(request, Samples.prepared()));
  }

  private static List<String> ids(List<Candidate> found) {
    return found.stream().map(Candidate::id).toList();
  }

  @Test
  void itemsOfMatchedCategoriesAreFoundPopularFirst() {
    List<Interaction> rearLightSells = List.of(Interaction.view("x", "item-3", Samples.NOW));

    List<Candidate> found =
        recall(CategoryMatchRecaller.of(MATCHES, CATALOG, rearLightSells, 5), "item-4", "item-0");

    assertEquals(List.of("item-3", "item-2", "item-6", "item-7"), ids(found));
    assertEquals(0.8, found.get(0).score(), 1e-12);
    assertEquals(0.8 * 10 / 11, found.get(1).score(), 1e-12);
    assertEquals(List.of("item-0"), found.get(0).because());
    assertEquals(0.6 * StrictMath.pow(0.5, 0.1), found.get(2).score(), 1e-12);
  }

  @Test
  void explorationSharesThePlacesBetweenNewAndKnownCategories() {
    CategoryMatches matches =
        CategoryMatches.of(
            SHOP,
            List.of(
                new CategoryMatch(GLOVES, LIGHTS, MatchKind.COMPLEMENT, 0.5, "a"),
                new CategoryMatch(GLOVES, TEA, MatchKind.COMPLEMENT, 0.5, "b")));
    CategoryMatchRecaller recaller = CategoryMatchRecaller.of(matches, CATALOG, List.of(), 2);

    List<String> onlyNew = ids(recall(recaller.withExploration(1), "item-2", "item-0"));
    List<String> onlyKnown = ids(recall(recaller.withExploration(0), "item-2", "item-0"));

    assertEquals(List.of("item-6", "item-7"), onlyNew);
    assertEquals(List.of("item-3"), onlyKnown);
  }

  @Test
  void featuresSayStrengthDistanceAndNovelty() {
    UserContext user = UserContext.of("u", List.of(Interaction.view("u", "item-0", Samples.NOW)));
    List<Item> items =
        List.of(Samples.items().get(2), Samples.items().get(1), Samples.items().get(6));
    CategoryMatchFeatures features = new CategoryMatchFeatures(MATCHES, CATALOG, null);

    List<double[]> rows = features.of(user, items);

    assertArrayEquals(new double[] {1, 0.8, 0.8, 0.5, 1, 0}, rows.get(0), 1e-12);
    assertArrayEquals(new double[] {0, 0, 0, 0, 0, 0}, rows.get(1), 1e-12);
    assertArrayEquals(new double[] {0, 0, 0, 1, 1, 0}, rows.get(2), 1e-12);
    assertArrayEquals(
        new double[] {0, 0, 0, 1, 1, 0}, features.of(UserContext.cold("c"), items).get(0), 1e-12);
    assertEquals(CategoryMatchFeatures.NAMES.size(), rows.get(0).length);
  }

  @Test
  void categoryVectorIsTheDirectionOfItsItems() {
    Map<String, Embedding> vectors =
        Map.of(
            "item-0", Embedding.of(new float[] {1, 0}),
            "item-1", Embedding.of(new float[] {0, 1}),
            "item-2", Embedding.of(new float[] {1, 0}),
            "item-4", Embedding.of(new float[] {-1, 0}),
            "item-5", Embedding.of(new float[] {1, 0}));
    CategoryEmbeddings embeddings = new CategoryEmbeddings(SHOP, CATALOG, vectors::get);

    assertEquals(Embedding.of(new float[] {1, 1}), embeddings.find(GLOVES));
    assertEquals(Embedding.of(new float[] {2, 1}), embeddings.find("Cycling"));
    assertNull(embeddings.find(COFFEE), "its items cancel each other");
    assertNull(embeddings.find(TEA));
    assertEquals(List.of(LIGHTS), embeddings.nearest(SHOP, GLOVES, 9));
    UserContext user = UserContext.of("u", List.of(Interaction.view("u", "item-2", Samples.NOW)));
    double cosine =
        new CategoryMatchFeatures(MATCHES, CATALOG, embeddings)
            .of(user, List.of(Samples.items().get(0)))
            .get(0)[5];
    assertEquals(Math.sqrt(0.5), cosine, 1e-6);
  }

  @Test
  void misuseIsNamed() {
    assertEquals(
        "category 'x' must not match itself",
        message(() -> new CategoryMatch("x", "x", MatchKind.COMPLEMENT, 1, "r")));
    assertEquals(
        "strength must be above 0 and at most 1, was NaN",
        message(() -> new CategoryMatch("x", "y", MatchKind.COMPLEMENT, Double.NaN, "r")));
    assertEquals(
        "category 'x' is not in the taxonomy",
        message(
            () ->
                CategoryMatches.of(
                    SHOP, List.of(new CategoryMatch("x", TEA, MatchKind.COMPLEMENT, 1, "r")))));
    assertEquals(
        "category 'x' is not in the taxonomy",
        message(() -> matcher(prompt -> Reply.of("")).match(List.of("x"))));
    assertEquals(
        "limit of a recaller must be at least 1, was 0",
        message(() -> CategoryMatchRecaller.of(MATCHES, CATALOG, List.of(), 0)));
    assertEquals(
        "exploration must be 0 to 1, was 2.0",
        message(() -> CategoryMatchRecaller.of(MATCHES, CATALOG, List.of(), 1).withExploration(2)));
    assertEquals(
        "smoothing must be above 0, was 0.0",
        message(() -> CategoryEvidence.count(List.of(), CATALOG, SHOP, 0)));
  }

  private static String message(Runnable misuse) {
    return assertThrows(IllegalArgumentException.class, misuse::run).getMessage();
  }
}
