package io.llmrec.core.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A user, their history, and the events it is made of. */
class UserContextTest {

  private static Interaction view(String item, int second) {
    return Interaction.view("u", item, Instant.ofEpochSecond(second));
  }

  private static String refusal(Executable misuse) {
    return assertThrows(IllegalArgumentException.class, misuse).getMessage();
  }

  @Test
  void refusesAHistoryThatIsNotOldestFirst() {
    List<Interaction> mixed = List.of(view("a", 10), view("b", 30), view("c", 20));

    assertEquals(
        "history of user 'u' must be oldest first: entry 2 (1970-01-01T00:00:20Z) is earlier than"
            + " entry 1 (1970-01-01T00:00:30Z)",
        refusal(() -> UserContext.of("u", mixed)));
  }

  @Test
  void allowsEventsOfOneMoment() {
    assertEquals(2, UserContext.of("u", List.of(view("a", 1), view("b", 1))).history().size());
  }

  @Test
  void refusesABlankUser() {
    assertEquals("id of a user must not be blank", refusal(() -> UserContext.cold(" ")));
  }

  @Test
  void namesRecentItemsOnceLatestFirst() {
    UserContext user =
        UserContext.of("u", List.of(view("a", 1), view("b", 2), view("c", 3), view("b", 4)));

    assertEquals(List.of("b", "c", "a"), user.recentItems(9));
    assertEquals(List.of("b", "c"), user.recentItems(2));
    assertEquals(List.of(), user.recentItems(0));
    assertEquals(List.of(), UserContext.cold("u").recentItems(5));
  }

  @Test
  void doesNotChangeWithTheListItWasMadeOf() {
    List<Interaction> events = new ArrayList<>(List.of(view("a", 1)));
    UserContext user = new UserContext("u", Map.of("language", "zh"), events);

    events.clear();

    assertEquals(List.of("a"), user.recentItems(1));
    assertThrows(UnsupportedOperationException.class, () -> user.attributes().put("x", "y"));
  }

  @Test
  void refusesAnEventWithoutUserItemOrKind() {
    assertEquals(
        "userId, itemId and kind must not be blank, were '', 'i', 'view'",
        refusal(() -> Interaction.view("", "i", Instant.EPOCH)));
    assertEquals(
        "userId, itemId and kind must not be blank, were 'u', ' ', 'view'",
        refusal(() -> Interaction.view("u", " ", Instant.EPOCH)));
    assertEquals(
        "userId, itemId and kind must not be blank, were 'u', 'i', ''",
        refusal(() -> new Interaction("u", "i", "", 1, Instant.EPOCH)));
  }

  @Test
  void refusesAValueThatIsNotFinite() {
    assertEquals(
        "value must be finite, was NaN for user 'u' and item 'i'",
        refusal(() -> new Interaction("u", "i", "rating", Double.NaN, Instant.EPOCH)));
    assertEquals(
        "value must be finite, was -Infinity for user 'u' and item 'i'",
        refusal(
            () -> new Interaction("u", "i", "rating", Double.NEGATIVE_INFINITY, Instant.EPOCH)));
  }
}
