package io.llmrec.core.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.testing.Samples;
import io.llmrec.core.user.UserContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a host can ask for, and what may be shown. */
class RecommendationRequestTest {

  private static final Item SEEN = Item.of("item-0", "Seen").withCategories("Cycling", "Gloves");
  private static final Item NEW = Item.of("item-1", "New").withCategories("Cycling");

  private static RecommendationRequest.Builder request() {
    return RecommendationRequest.forUser(Samples.user());
  }

  private static boolean admits(RecommendationRequest.Builder builder, Item item) {
    RecommendationRequest request = builder.build();
    return request.eligibility().forUser(request.user()).test(item);
  }

  private static String refusal(Executable misuse) {
    return assertThrows(IllegalArgumentException.class, misuse).getMessage();
  }

  @Test
  void asksForTenUnseenItemsByDefault() {
    RecommendationRequest request = request().build();

    assertEquals(10, request.limit());
    assertEquals(Map.of(), request.situation());
    assertEquals(Budget.unlimited(), request.budget());
    assertFalse(admits(request(), SEEN));
    assertTrue(admits(request(), NEW));
  }

  @Test
  void hasARandomNameUnlessItIsGivenOne() {
    assertNotEquals(request().build().id(), request().build().id());
    assertEquals("mine", request().id("mine").build().id());
    assertEquals("id of a request must not be blank", refusal(() -> request().id(" ")));
  }

  @Test
  void refusesImpossibleLimits() {
    assertEquals("limit must be 1 to 10000, was 0", refusal(() -> request().limit(0)));
    assertEquals("limit must be 1 to 10000, was 10001", refusal(() -> request().limit(10_001)));
    assertEquals(10_000, request().limit(10_000).build().limit());
  }

  @Test
  void narrowsEligibilityWithEveryCall() {
    Eligibility none = Eligibility.of(item -> false);

    assertTrue(admits(request().allowSeen(), SEEN));
    assertFalse(admits(request().allowSeen().eligible(none), SEEN));
    assertFalse(admits(request().eligible(none).eligible(Eligibility.everything()), NEW));
    assertTrue(admits(request().eligible(Eligibility.inCategory("Cycling")), NEW));
    assertFalse(admits(request().eligible(Eligibility.inCategory("Gloves")), NEW));
    assertTrue(admits(request().eligible(Eligibility.inCategory("Gloves")).allowSeen(), SEEN));
  }

  @Test
  void nothingIsSeenByANewUser() {
    Predicate<Item> admitted = Eligibility.unseen().forUser(UserContext.cold("new"));

    assertTrue(admitted.test(SEEN));
  }

  @Test
  void limitsOfTimeDoNotLiftOtherLimits() {
    Budget budget = Budget.unlimited().withTokens(7);

    RecommendationRequest request = request().within(budget).within(Duration.ofMillis(300)).build();

    assertEquals(budget.withTime(Duration.ofMillis(300)), request.budget());
  }

  @Test
  void aBuiltRequestDoesNotChangeWithItsBuilder() {
    RecommendationRequest.Builder builder =
        request().situation("page", "cart").situation("a", "b").at(Samples.NOW);
    RecommendationRequest request = builder.build();

    builder.situation("more", "x").limit(3).allowSeen();

    assertEquals(List.of("page", "a"), List.copyOf(request.situation().keySet()));
    assertEquals(10, request.limit());
    assertEquals(Samples.NOW, request.time());
    assertFalse(request.eligibility().forUser(request.user()).test(SEEN));
    assertThrows(UnsupportedOperationException.class, () -> request.situation().put("x", "y"));
  }
}
