package io.llmrec.core.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScorerAdaptersTest {

  private static final Map<String, Double> SCORES =
      Map.of("a", 1.0, "b", 3.0, "c", 3.0, "d", 0.0, "e", -1.0, "seen", 9.0);

  private static final ItemScorer FIXED =
      (user, ids) -> ids.stream().mapToDouble(SCORES::get).toArray();

  private static List<String> recalled(int limit) {
    List<Item> items =
        List.of("e", "d", "seen", "c", "b", "a").stream().map(id -> Item.of(id, id)).toList();
    StageContext context =
        StageContext.of(
            RecommendationRequest.forUser(Events.user("seen")).build(),
            PreparedCatalog.withoutVectors(Catalog.of(items)));
    return FIXED.recaller(limit).recall(context).stream()
        .map(candidate -> candidate.id() + "=" + candidate.score())
        .toList();
  }

  @Test
  void recallsWhatScoresAboveZeroBestFirstThenById() {
    assertEquals(List.of("b=3.0", "c=3.0", "a=1.0"), recalled(10));
  }

  @Test
  void recallsNoMoreThanTheLimit() {
    assertEquals(List.of("b=3.0", "c=3.0"), recalled(2));
    assertEquals(List.of("b=3.0"), recalled(1));
  }

  @Test
  void refusesALimitOfNone() {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> FIXED.recaller(0));
    assertEquals("limit of a recaller must be at least 1, was 0", refusal.getMessage());
  }

  @Test
  void ranksAllCandidatesInTheirOrder() {
    StageContext context =
        StageContext.of(
            RecommendationRequest.forUser(Events.user("seen")).build(),
            PreparedCatalog.withoutVectors(Catalog.of(List.of(Item.of("a", "a")))));
    List<Candidate> candidates =
        List.of(Candidate.of(Item.of("e", "e"), 5), Candidate.of(Item.of("b", "b"), 4));

    double[] scores = FIXED.ranker().score(context, candidates);

    assertEquals(List.of(-1.0, 3.0), List.of(scores[0], scores[1]));
  }
}
