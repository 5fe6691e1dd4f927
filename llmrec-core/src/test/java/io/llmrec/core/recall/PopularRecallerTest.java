package io.llmrec.core.recall;

import static io.llmrec.core.recall.Shop.ids;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.user.Interaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What is popular, counted by hand. */
class PopularRecallerTest {

  private static final Duration DAY = Duration.ofDays(1);

  private final Shop shop = Shop.of("a", "b", "c", "d");

  private static Interaction event(String item, double daysAgo) {
    return Interaction.view(
        "u" + daysAgo, item, Instant.EPOCH.plusMillis((long) ((100 - daysAgo) * 86_400_000)));
  }

  private static String refusal(Executable misuse) {
    return assertThrows(IllegalArgumentException.class, misuse).getMessage();
  }

  @Test
  void halvesAnInteractionForEveryHalfLife() {
    List<Interaction> events =
        List.of(event("a", 0), event("b", 1), event("b", 1), event("b", 3), event("c", 0.5));

    List<Candidate> found = Recaller.popular(events, DAY, 9).recall(shop.visit());

    assertEquals(List.of("b", "a", "c"), ids(found));
    assertEquals(0.5 + 0.5 + 0.125, found.get(0).score(), 1e-12);
    assertEquals(1, found.get(1).score(), 1e-12);
    assertEquals(Math.sqrt(0.5), found.get(2).score(), 1e-12);
  }

  @Test
  void breaksTiesById() {
    List<Interaction> events = List.of(event("c", 1), event("c", 1), event("b", 0), event("a", 0));

    assertEquals(
        List.of("a", "b", "c"), ids(Recaller.popular(events, DAY, 9).recall(shop.visit())));
  }

  @Test
  void countsAfterWhatMayNotBeShown() {
    List<Interaction> events =
        List.of(event("a", 0), event("a", 0), event("gone", 0), event("b", 0), event("c", 1));

    assertEquals(List.of("b"), ids(Recaller.popular(events, DAY, 1).recall(shop.visit("a"))));
  }

  @Test
  void forgetsNothingHoweverOld() {
    List<Interaction> events = List.of(event("a", 0), event("b", 99));

    List<Candidate> found = Recaller.popular(events, Duration.ofMinutes(1), 9).recall(shop.visit());

    assertEquals(List.of("a", "b"), ids(found));
    assertEquals(0, found.get(1).score());
  }

  @Test
  void doesNotDependOnTheOrderOfTheLog() {
    List<Interaction> events =
        IntStream.range(0, 40).mapToObj(i -> event("abcd".substring(i % 4, i % 4 + 1), i)).toList();
    List<Interaction> backwards = IntStream.range(0, 40).mapToObj(i -> events.get(39 - i)).toList();

    assertEquals(
        ids(Recaller.popular(events, DAY, 9).recall(shop.visit())),
        ids(Recaller.popular(backwards, DAY, 9).recall(shop.visit())));
  }

  @Test
  void findsNothingWithoutLog() {
    assertEquals(List.of(), Recaller.popular(List.of(), DAY, 9).recall(shop.visit()));
  }

  @Test
  void refusesNoHalfLifeAndNoLimit() {
    assertEquals(
        "halfLife must be more than 0, was PT0S",
        refusal(() -> Recaller.popular(List.of(), Duration.ZERO, 1)));
    assertEquals(
        "limit of a recaller must be at least 1, was 0",
        refusal(() -> Recaller.popular(List.of(), DAY, 0)));
  }
}
