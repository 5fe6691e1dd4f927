package io.llmrec.core.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The vector of a user, computed by hand. */
class HistoryVectorsTest {

  private static final Map<String, Embedding> VECTORS =
      Map.of(
          "x", Embedding.of(new float[] {1, 0}),
          "y", Embedding.of(new float[] {0, 1}),
          "minus-x", Embedding.of(new float[] {-1, 0}));

  private static Optional<Embedding> encode(int maxEvents, double halfLife, Object... events) {
    List<Interaction> history =
        IntStream.range(0, events.length / 2)
            .mapToObj(
                i ->
                    new Interaction(
                        "u",
                        (String) events[2 * i],
                        "buy",
                        ((Number) events[2 * i + 1]).doubleValue(),
                        Instant.ofEpochSecond(i)))
            .toList();
    return UserEncoder.recencyWeighted(VECTORS::get, maxEvents, halfLife)
        .encode(List.of(UserContext.of("u", history)))
        .get(0);
  }

  private static void assertDirection(double x, double y, Optional<Embedding> actual) {
    float[] expected = Embedding.of(new float[] {(float) x, (float) y}).toArray();
    assertArrayEquals(expected, actual.orElseThrow().toArray(), 1e-6f);
  }

  @Test
  void weighsByAgeAndValue() {
    assertDirection(0.5, 2, encode(9, 1, "x", 1, "y", 2));
    assertDirection(0.25 * 3, 0.5 + 1, encode(9, 1, "x", 3, "y", 1, "y", 1));
    assertDirection(Math.pow(0.5, 0.1), 1, encode(9, 10, "x", 1, "y", 1));
  }

  @Test
  void countsTheAgeInEventsAlsoOverThoseItPassesOver() {
    assertDirection(0.25, 1, encode(9, 1, "x", 1, "unknown", 1, "y", 1));
    assertDirection(0.25, 1, encode(9, 1, "x", 1, "minus-x", -5, "y", 1));
  }

  @Test
  void looksAtTheLatestEventsOnly() {
    assertDirection(0, 1, encode(2, 1, "x", 100, "y", 1, "y", 1));
  }

  @Test
  void knowsNothingOfAUserWithoutKnownLikes() {
    assertEquals(Optional.empty(), encode(9, 1));
    assertEquals(Optional.empty(), encode(9, 1, "unknown", 1));
    assertEquals(Optional.empty(), encode(9, 1, "x", 0, "y", -1));
  }

  @Test
  void knowsNothingOfAUserWhoseTastesCancelOut() {
    assertEquals(Optional.empty(), encode(9, 1, "x", 2, "minus-x", 1));
  }

  @Test
  void doesNotDependOnTheScaleOfTheValues() {
    assertDirection(0.5, 2, encode(9, 1, "x", 1e-9, "y", 2e-9));
    assertDirection(0.5, 2, encode(9, 1, "x", 1e60, "y", 2e60));
  }

  @Test
  void answersForEachUserInOrder() {
    List<Optional<Embedding>> vectors =
        UserEncoder.recencyWeighted(VECTORS::get, 5, 5)
            .encode(
                List.of(
                    UserContext.cold("new"),
                    UserContext.of("old", List.of(Interaction.view("old", "y", Instant.EPOCH)))));

    assertEquals(List.of(Optional.empty(), Optional.of(VECTORS.get("y"))), vectors);
  }

  @Test
  void refusesNoEventsAndNoHalfLife() {
    assertEquals(
        "maxEvents must be at least 1 and halfLife more than 0, were 0 and 1.0",
        assertThrows(IllegalArgumentException.class, () -> encode(0, 1)).getMessage());
    assertEquals(
        "maxEvents must be at least 1 and halfLife more than 0, were 1 and NaN",
        assertThrows(IllegalArgumentException.class, () -> encode(1, Double.NaN)).getMessage());
  }
}
