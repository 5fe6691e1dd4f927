package io.llmrec.prompt.enrich.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.Pipeline;
import io.llmrec.core.Progress;
import io.llmrec.core.Recommendation;
import io.llmrec.core.RecommendationResult;
import io.llmrec.core.Recommender;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.testing.RecallerContract;
import io.llmrec.core.testing.Samples;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import io.llmrec.prompt.enrich.EnrichOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntheticItemsTest {

  private static final List<String> CATEGORIES = List.of("Gloves", "Coffee");
  private static final UserContext COLD =
      UserContext.of(
          "user-1", List.of(Interaction.view("user-1", "item-0", Samples.NOW.minusSeconds(5))));
  private static final String TWO =
      """
      {"items": [
        {"title": "Copper coffee grinder", "description": "A hand coffee grinder.", "category": "coffee"},
        {"title": "Silk gloves", "description": "Thin cycling gloves.", "category": "Gloves"}]}\
      """;

  /** Texts that share words lie close together. */
  private static final TextEncoder WORDS =
      texts -> texts.stream().map(SyntheticItemsTest::hashed).toList();

  private static Embedding hashed(String text) {
    float[] values = new float[64];
    values[0] = 0.01f;
    for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
      values[new SplittableRandom(word.hashCode()).nextInt(64)] += 1;
    }
    return Embedding.of(values);
  }

  private static SyntheticItemWriter writer(String reply) {
    return SyntheticItemWriter.of(
        prompt -> Reply.of(reply), Samples.catalog(), CATEGORIES, EnrichOptions.DEFAULT);
  }

  private static SyntheticHistory two() {
    return writer(TWO).write(List.of(COLD), Samples.NOW).get(0).orElseThrow();
  }

  @Nested
  class Contract implements RecallerContract {
    @Override
    public Recaller recaller() {
      TextEncoder sixteen =
          texts ->
              texts.stream()
                  .map(text -> Samples.randomEmbedding(new SplittableRandom(text.hashCode()), 16))
                  .toList();
      return new SyntheticItemRecaller(sixteen, List.of(two()), 4);
    }
  }

  @Test
  void madeUpItemsCarryWhoseTheyAreAndWhereTheyComeFrom() {
    SyntheticHistory made = two();

    assertEquals("user-1", made.userId());
    assertEquals(
        new SyntheticItem("Copper coffee grinder", "A hand coffee grinder.", "Coffee"),
        made.items().get(0));
    assertEquals(Samples.NOW, made.profile().asOf());
    assertEquals(TWO, made.profile().enrichment().reply());
  }

  @ParameterizedTest
  @CsvSource({
    "Silk gloves, Copper coffee grinder, blank or equal",
    "Thin cycling gloves., ' ', blank or equal",
    "\"Gloves\", \"Hats\", not in the list",
  })
  void faultsAreRefused(String from, String to, String kind) {
    SyntheticItemWriter writer = writer(TWO.replace(from, to));

    assertEquals(List.of(Optional.empty()), writer.write(List.of(COLD), Samples.NOW));
    assertEquals(Map.of(kind, 1L), writer.refusals());
  }

  @Test
  void oneItemIsRefused() {
    SyntheticItemWriter writer =
        writer(
            "{\"items\": [{\"title\": \"a\", \"description\": \"b\", \"category\": \"Coffee\"}]}");

    writer.write(List.of(COLD), Samples.NOW);

    assertEquals(Map.of("other number", 1L), writer.refusals());
  }

  @Test
  void onlyColdUsersWithSomethingKnownAreAskedAbout() {
    List<Interaction> six =
        IntStream.range(0, 6)
            .mapToObj(i -> Interaction.view("warm", "item-" + i, Samples.NOW))
            .toList();

    List<Optional<SyntheticHistory>> written =
        writer(TWO)
            .write(
                List.of(UserContext.of("warm", six), COLD, UserContext.cold("new")), Samples.NOW);

    assertEquals(List.of(false, true, false), written.stream().map(Optional::isPresent).toList());
    assertThrows(
        IllegalArgumentException.class,
        () -> writer(TWO).write(List.of(COLD), Samples.NOW.minusSeconds(6)));
  }

  @Test
  void chainFeedsTheProfileToTheSecondPrompt() {
    AtomicReference<String> asked = new AtomicReference<>("");
    LanguageModel second =
        prompt -> {
          asked.set(prompt.text());
          return Reply.of(TWO);
        };
    TopicProfiler first =
        TopicProfiler.of(
            prompt -> Reply.of("{\"topics\": [\"Quiet mornings\"], \"regions\": []}"),
            Samples.catalog(),
            new TopicProfiler.Choices(List.of("Quiet mornings"), List.of()));

    SyntheticItemWriter chain =
        SyntheticItemWriter.after(
            first, second, Samples.catalog(), CATEGORIES, EnrichOptions.DEFAULT);

    assertTrue(chain.write(List.of(COLD), Samples.NOW).get(0).isPresent());
    assertTrue(asked.get().contains("\"topics: Quiet mornings\""), asked.get());
    assertTrue(chain.fingerprint().contains(" after topics/1:"));
  }

  @Test
  void madeUpItemIsNeverRecommendedWhateverItLooksLike(@TempDir Path workspace) {
    Item grinder = Samples.items().get(5);
    SyntheticHistory twin =
        new SyntheticHistory(
            List.of(new SyntheticItem(grinder.title(), grinder.title(), "Coffee")),
            two().profile());
    ItemText text = ItemText.title();
    ItemEncoder items = given -> WORDS.encode(given.stream().map(text::of).toList());
    try (Recommender recommender =
        Pipeline.over(Samples.catalog())
            .encode(items)
            .recall(new SyntheticItemRecaller(WORDS, List.of(twin), 20))
            .build()
            .prepare(workspace, Progress.none())) {
      RecommendationResult result =
          recommender.recommend(
              RecommendationRequest.forUser(COLD).limit(20).at(Samples.NOW).build());

      List<Item> shown = result.items().stream().map(Recommendation::item).toList();
      assertFalse(shown.isEmpty());
      assertEquals(grinder.id(), shown.get(0).id(), "the real item like it comes first");
      assertTrue(Samples.items().containsAll(shown), "only items of the catalog");
      assertEquals(shown.size(), shown.stream().map(Item::id).collect(Collectors.toSet()).size());
    }
  }

  @Test
  void twoHistoriesOfOneUserAreNamed() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new SyntheticItemRecaller(WORDS, List.of(two(), two()), 4));

    assertEquals("user 'user-1' must have one synthetic history, has two", e.getMessage());
  }
}
