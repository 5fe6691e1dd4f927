package io.llmrec.core.recall;

import static io.llmrec.core.recall.Shop.histories;
import static io.llmrec.core.recall.Shop.ids;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.llmrec.core.user.Interaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is chosen together, computed by hand: both / sqrt(a * b) * both / (both + 10). */
class ItemToItemRecallerTest {

  private final Shop shop = Shop.of("a", "b", "c", "d", "e");
  private final Recaller recaller = Recaller.itemToItem(histories("ab", "ab", "ac", "d"), 9);

  private static double similarity(int both, int a, int b) {
    return both / Math.sqrt(a * b) * both / (both + 10);
  }

  @Test
  void findsWhatOthersChoseTogether() {
    List<Candidate> found = recaller.recall(shop.visit("a"));

    assertEquals(List.of("b", "c"), ids(found));
    assertEquals(similarity(2, 3, 2), found.get(0).score(), 1e-12);
    assertEquals(similarity(1, 3, 1), found.get(1).score(), 1e-12);
    assertEquals(0.136083, found.get(0).score(), 1e-6);
    assertEquals(List.of("a"), found.get(0).because());
  }

  @Test
  void weighsItemsByTheirAge() {
    List<Candidate> found = recaller.recall(shop.revisit("b", "c"));

    assertEquals(List.of("a"), ids(found));
    assertEquals(
        similarity(1, 3, 1) + Math.pow(0.5, 0.1) * similarity(2, 3, 2),
        found.get(0).score(),
        1e-12);
    assertEquals(List.of("b", "c"), found.get(0).because(), "the strongest first");
  }

  @Test
  void findsNothingForThoseWhoChoseNothingKnown() {
    assertEquals(List.of(), recaller.recall(shop.visit()));
    assertEquals(List.of(), recaller.recall(shop.visit("e", "gone")));
    assertEquals(List.of(), recaller.recall(shop.visit("d")));
  }

  @Test
  void countsAUserOnceHoweverOftenTheyCame() {
    Recaller repeated = Recaller.itemToItem(histories("aabbab", "ab", "ac", "d"), 9);

    assertEquals(recaller.recall(shop.visit("a")), repeated.recall(shop.visit("a")));
  }

  @Test
  void doesNotDependOnTheOrderOfTheLog() {
    List<Interaction> log = new ArrayList<>(histories("abc", "bcd", "acd", "ade", "be"));
    List<Candidate> found = Recaller.itemToItem(log, 9).recall(shop.visit("a"));
    Collections.reverse(log);

    assertEquals(found, Recaller.itemToItem(log, 9).recall(shop.visit("a")));
  }

  @Test
  void givesTheBestOnly() {
    assertEquals(
        List.of("b"),
        ids(Recaller.itemToItem(histories("ab", "ab", "ac"), 1).recall(shop.visit("a"))));
  }

  @Test
  void looksAtTheFiveHundredLatestItemsOfAUser() {
    List<Interaction> log = new ArrayList<>();
    log.add(Interaction.view("robot", "a", Instant.ofEpochSecond(0)));
    log.add(Interaction.view("robot", "b", Instant.ofEpochSecond(1)));
    for (int i = 0; i < 499; i++) {
      log.add(Interaction.view("robot", "x" + i, Instant.ofEpochSecond(2 + i)));
    }

    Recaller recaller = Recaller.itemToItem(log, 9);

    assertEquals(List.of(), recaller.recall(shop.visit("a")), "a is the 501st");
    assertEquals(List.of("b"), ids(recaller.recall(shop.visit("x7"))));
  }
}
