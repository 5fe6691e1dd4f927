package io.llmrec.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.Progress;
import io.llmrec.core.RecommendationResult;
import io.llmrec.core.Recommender;
import io.llmrec.core.StageTrace.Outcome;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.examples.shop.SampleShop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {

  @TempDir static Path workspace;

  private static SampleShop shop;

  @BeforeAll
  static void loadShop() {
    shop = SampleShop.load();
  }

  @Test
  void printsRecommendationsInEnglishAndChineseWithReasonsAndTrace() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Quickstart.run(
        ShopCassette.open(), workspace, new PrintStream(bytes, true, StandardCharsets.UTF_8));

    String printed = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(printed.contains("Because you chose"), printed);
    assertTrue(printed.contains("因为您选过"), printed);
    assertTrue(printed.contains("sample-shop-author, replayed"), printed);
    assertTrue(printed.contains("mmr"), printed);
  }

  @Test
  void runsEveryStageForEveryCustomer() {
    try (Recommender recommender =
        Quickstart.pipeline(shop, ShopCassette.open()).prepare(workspace, Progress.none())) {
      for (RecommendationRequest request : Quickstart.requests(shop)) {
        RecommendationResult result = recommender.recommend(request);

        assertEquals(request.limit(), result.items().size());
        assertEquals(
            List.of("nearest", "item-to-item", "popular", "price-fit", "llm", "mmr"),
            result.stages().stream().map(stage -> stage.stage()).toList());
        assertTrue(
            result.stages().stream().allMatch(stage -> stage.outcome() == Outcome.RAN),
            () -> result.stages().toString());
      }
    }
  }

  @Test
  void survivesTheCarelessReplyToTheChineseCustomer() {
    try (Recommender recommender =
        Quickstart.pipeline(shop, ShopCassette.open()).prepare(workspace, Progress.none())) {
      RecommendationResult result = recommender.recommend(Quickstart.requests(shop).get(1));

      Map<String, Long> counts = result.stages().get(4).counts();
      assertEquals(1, counts.get("invented"));
      assertEquals(1, counts.get("missing"));
      assertEquals(19, counts.get("placed"));
    }
  }

  @Test
  void answersWithoutTheModelWhenItIsDown() {
    try (Recommender ready =
        Quickstart.pipeline(shop, ShopCassette.open()).prepare(workspace, Progress.none())) {
      assertFalse(ready.recommend(Quickstart.requests(shop).get(0)).degraded());
    }
    RecommendationRequest unrecorded =
        RecommendationRequest.forUser(shop.userAt("u-0001", Quickstart.NOW))
            .id("never recorded")
            .at(Quickstart.NOW)
            .build();

    try (Recommender recommender =
        Quickstart.pipeline(shop, ShopCassette.open()).prepare(workspace, Progress.none())) {
      RecommendationResult result = recommender.recommend(unrecorded);

      assertEquals(10, result.items().size());
      assertEquals(Outcome.DEGRADED, result.stages().get(4).outcome());
      String reason = result.stages().get(4).reason();
      assertTrue(reason.contains("has no reply to prompt"), reason);
    }
  }

  /**
   * When this fails after the shop or a prompt was changed, run {@link ShopCassette} on the
   * resource.
   */
  @Test
  void theCassetteIsWhatTheAuthorWritesToday(@TempDir Path folder) throws IOException {
    Path written = folder.resolve(ShopCassette.NAME);

    ShopCassette.write(shop, written);

    try (InputStream now = Files.newInputStream(written);
        InputStream committed = ShopCassette.class.getResourceAsStream(ShopCassette.NAME)) {
      assertEquals(unpacked(committed), unpacked(now));
    }
  }

  private static String unpacked(InputStream in) throws IOException {
    return new String(new GZIPInputStream(in).readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void anEndpointNeedsAddressAndModel() {
    assertTrue(Endpoint.fromEnvironment(Map.of()).isEmpty());
    assertEquals(
        "a live model needs LLMREC_BASE_URL and LLMREC_MODEL, was given no LLMREC_MODEL",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Endpoint.fromEnvironment(
                        Map.of("LLMREC_BASE_URL", "http://localhost:1/v1", "LLMREC_API_KEY", "k")))
            .getMessage());
    assertThrows(
        LlmException.class,
        () ->
            Endpoint.fromEnvironment(
                    Map.of("LLMREC_BASE_URL", "http://localhost:1/v1", "LLMREC_MODEL", "m"))
                .orElseThrow()
                .complete(Prompt.of("hello")));
  }
}
