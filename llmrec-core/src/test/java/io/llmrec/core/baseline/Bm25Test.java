package io.llmrec.core.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.user.UserContext;
import java.util.List;
import org.junit.jupiter.api.Test;

class Bm25Test {

  private static final Catalog CATALOG =
      Catalog.of(
          List.of(
              Item.of("q", "red tea"),
              Item.of("one", "tea tea pot"),
              Item.of("two", "green"),
              Item.of("zh", "绿茶"),
              Item.of("zh2", "龙井绿茶")));

  private static ItemScorer scorer(Bm25Options options) {
    return Baselines.bm25(CATALOG, ItemText.title(), options);
  }

  @Test
  void weighsRareWordsAndLengths() {
    double[] scores =
        scorer(new Bm25Options(1.2, 0.75, 5)).score(Events.user("q"), List.of("one", "two"));

    // Two of five texts have "tea"; 2 + 3 + 1 + 3 + 7 words in five texts, 3.2 in the mean.
    double rarity = Math.log(1 + 3.5 / 2.5);
    double length = 1 - 0.75 + 0.75 * 3 / 3.2;
    assertArrayEquals(new double[] {rarity * 2 * 2.2 / (2 + 1.2 * length), 0}, scores, 1e-12);
  }

  @Test
  void findsChineseWordsInsideText() {
    double[] scores =
        scorer(Bm25Options.defaults()).score(Events.user("zh"), List.of("zh2", "one"));

    assertTrue(scores[0] > 0);
    assertEquals(0, scores[1]);
  }

  @Test
  void asksForTheLatestItemsOnly() {
    UserContext user = Events.user("q", "zh");

    double[] scores = scorer(new Bm25Options(1.2, 0.75, 1)).score(user, List.of("one", "zh2"));

    assertEquals(0, scores[0]);
    assertTrue(scores[1] > 0);
  }

  @Test
  void saysNothingToAUserWithoutAKnownItem() {
    double[] scores = scorer(Bm25Options.defaults()).score(Events.user("gone"), List.of("one"));

    assertArrayEquals(new double[] {0}, scores);
  }

  @Test
  void takesItemsWithoutText() {
    ItemScorer scorer = Baselines.bm25(CATALOG, ItemText.attribute("none"), Bm25Options.defaults());

    assertArrayEquals(new double[] {0}, scorer.score(Events.user("q"), List.of("one")));
  }

  @Test
  void findsByAQueryOfTheRequest() {
    Recaller recaller =
        Baselines.bm25Query(CATALOG, ItemText.title(), Bm25Options.defaults(), "query", 2);

    assertEquals(List.of("one", "q"), found(recaller, "query", "Tea, unheard-of"));
    assertEquals(List.of(), found(recaller, "query", " "));
    assertEquals(List.of(), found(recaller, "other", "tea"));
    assertEquals(List.of(), found(recaller, "query", "x".repeat(2_000) + " tea"));
  }

  private static List<String> found(Recaller recaller, String situation, String text) {
    RecommendationRequest request =
        RecommendationRequest.forUser(UserContext.cold("u")).situation(situation, text).build();
    StageContext context = StageContext.of(request, PreparedCatalog.withoutVectors(CATALOG));
    return recaller.recall(context).stream().map(Candidate::id).toList();
  }
}
