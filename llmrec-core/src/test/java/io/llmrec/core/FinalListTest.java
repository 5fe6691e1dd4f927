package io.llmrec.core;

import static io.llmrec.core.Fakes.answer;
import static io.llmrec.core.Fakes.found;
import static io.llmrec.core.Fakes.items;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.request.Eligibility;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.rule.Rule;
import io.llmrec.core.testing.Samples;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pins and caps make of the list. */
class FinalListTest {

  @TempDir Path folder;

  /**
   * Nine items; the brand of {@code i0} to {@code i5} is A, B, A, B, A, B, the others have none.
   */
  private final PipelineBuilder recipe =
      Pipeline.over(
              Catalog.of(
                  items(9).stream()
                      .map(
                          item -> {
                            int number = Integer.parseInt(item.id().substring(1));
                            return number > 5
                                ? item
                                : item.withAttribute("brand", number % 2 == 0 ? "A" : "B");
                          })
                      .toList()))
          .recall(found("i0", "i1", "i2", "i3", "i4", "i5"));

  private static String brand(Item item) {
    return item.attributes().getOrDefault("brand", "");
  }

  private List<String> ids(RecommendationRequest.Builder request) {
    return answer(recipe, request, folder).ids();
  }

  private List<String> ids(int limit) {
    return ids(Fakes.request().limit(limit));
  }

  @Test
  void putsAPinnedCandidateAtItsPlace() {
    recipe.rule(Rule.pin("i4", 2));

    RecommendationResult result = answer(recipe, Fakes.request().limit(4), folder);

    assertEquals(List.of("i0", "i4", "i1", "i2"), result.ids());
    Recommendation pinned = result.items().get(1);
    assertTrue(pinned.pinned());
    assertFalse(result.items().get(0).pinned());
    assertEquals(2, pinned.rank());
    assertEquals(0.6, pinned.score());
    assertEquals("recall", pinned.sources().get(0).recaller());
  }

  @Test
  void putsAnItemThatNobodyFoundAtItsPlace() {
    recipe.rule(Rule.pin("i8", 1));

    RecommendationResult result = answer(recipe, Fakes.request().limit(3), folder);

    assertEquals(List.of("i8", "i0", "i1"), result.ids());
    Recommendation pinned = result.items().get(0);
    assertEquals(0, pinned.score());
    assertEquals(List.of(), pinned.sources());
    assertEquals("Placed here by the shop", pinned.reason().text());
  }

  @Test
  void doesNotShowAPinnedItemThatIsNotEligible() {
    recipe.rule(Rule.pin("i4", 1));

    assertEquals(
        List.of("i0", "i1"),
        ids(Fakes.request().limit(2).eligible(Eligibility.of(item -> !item.id().equals("i4")))));
  }

  @Test
  void doesNotShowAPinnedItemThatWasSeen() {
    recipe.rule(Rule.pin("i4", 1));
    UserContext user = UserContext.of("u", List.of(Interaction.view("u", "i4", Samples.NOW)));

    assertEquals(List.of("i0"), ids(RecommendationRequest.forUser(user).limit(1)));
    assertEquals(List.of("i4"), ids(RecommendationRequest.forUser(user).limit(1).allowSeen()));
  }

  @Test
  void doesNotShowAPinnedItemThatIsNotInTheCatalog() {
    recipe.rule(Rule.pin("dream", 1));

    assertEquals(List.of("i0", "i1"), ids(2));
  }

  @Test
  void doesNotShowAPinBeyondTheLimit() {
    recipe.rule(Rule.pin("i8", 3));

    assertEquals(List.of("i0", "i1"), ids(2));
    assertEquals(List.of("i0", "i1", "i8"), ids(3));
  }

  @Test
  void putsAPinLastWhereTheListIsShorter() {
    recipe.rule(Rule.pin("i8", 9));

    assertEquals(List.of("i0", "i1", "i2", "i3", "i4", "i5", "i8"), ids(9));
  }

  @Test
  void keepsTheOrderOfPinsBehindAShortList() {
    recipe.rule(Rule.pin("i8", 9)).rule(Rule.pin("i7", 8));

    assertEquals(List.of("i7", "i8"), ids(9).subList(6, 8));
  }

  @Test
  void putsTwoPinsAtTheirPlaces() {
    recipe.rule(Rule.pin("i8", 4)).rule(Rule.pin("i0", 2));

    assertEquals(List.of("i1", "i0", "i2", "i8"), ids(4));
  }

  @Test
  void givesAPlaceToTheFirstRuleThatAsksForIt() {
    recipe.rule(Rule.pin("i8", 2)).rule(Rule.pin("i7", 2)).rule(Rule.pin("i6", 3));

    assertEquals(List.of("i0", "i8", "i7", "i6", "i1"), ids(5));
  }

  @Test
  void pinsAnItemOnceAtTheFirstOfItsPlaces() {
    recipe.rule(Rule.pin("i8", 3)).rule(Rule.pin("i8", 2));

    assertEquals(List.of("i0", "i8", "i1"), ids(3));
  }

  @Test
  void showsNoMoreThanTheLimitHoweverManyArePinned() {
    recipe.rule(Rule.pin("i6", 1)).rule(Rule.pin("i7", 1)).rule(Rule.pin("i8", 1));

    assertEquals(List.of("i6", "i7"), ids(2));
  }

  @Test
  void pinsOnlyForTheRequestsMeant() {
    recipe.rule(Rule.pin("i8", 1, request -> "cart".equals(request.situation().get("page"))));

    assertEquals(List.of("i0"), ids(1));
    assertEquals(List.of("i8"), ids(Fakes.request().limit(1).situation("page", "cart")));
  }

  @Test
  void showsPinsWhenNothingWasFound() {
    PipelineBuilder empty =
        Pipeline.over(Fakes.catalog(3)).recall(Fakes.broken()).rule(Rule.pin("i2", 2));

    assertEquals(List.of("i2"), answer(empty, Fakes.request(), folder).ids());
  }

  @Test
  void showsNoMoreOfAKeyThanTheCapAllows() {
    recipe.rule(Rule.cap(FinalListTest::brand, 1));

    assertEquals(List.of("i0", "i1"), ids(4));
  }

  @Test
  void doesNotCountItemsWithoutKey() {
    PipelineBuilder unbranded =
        Pipeline.over(Fakes.catalog(5))
            .recall(found("i0", "i1", "i2"))
            .rule(Rule.cap(FinalListTest::brand, 1));

    assertEquals(List.of("i0", "i1", "i2"), answer(unbranded, Fakes.request(), folder).ids());
  }

  @Test
  void appliesAllCaps() {
    recipe.rule(Rule.cap(FinalListTest::brand, 2)).rule(Rule.cap(item -> "everything", 3));

    assertEquals(List.of("i0", "i1", "i2"), ids(9));
  }

  @Test
  void doesNotCountAgainstAnotherCapWhatIsNotShown() {
    recipe
        .rule(Rule.cap(item -> item.id().equals("i1") || item.id().equals("i3") ? "x" : "", 1))
        .rule(Rule.cap(FinalListTest::brand, 2));

    assertEquals(List.of("i0", "i1", "i2", "i5"), ids(9), "i3 is out and leaves its place to i5");
  }

  @Test
  void doesNotCountPinsTowardsACap() {
    recipe.rule(Rule.cap(FinalListTest::brand, 1)).rule(Rule.pin("i4", 1));

    assertEquals(List.of("i4", "i0", "i1"), ids(4));
  }
}
