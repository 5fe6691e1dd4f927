package io.llmrec.prompt.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.user.Interaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PriorityTest {

  private static final EnrichmentPriority BY_NUMBER = item -> Integer.parseInt(item.title());

  private static List<Item> items(int count, long seed) {
    List<Item> items =
        new ArrayList<>(
            IntStream.range(0, count)
                .mapToObj(i -> Item.of("i" + i, Integer.toString(i)))
                .toList());
    Collections.shuffle(items, new Random(seed));
    return items;
  }

  private static List<Integer> numbers(Iterable<Item> items) {
    List<Integer> numbers = new ArrayList<>();
    items.forEach(item -> numbers.add(Integer.parseInt(item.title())));
    return numbers;
  }

  @Test
  void givesTheBestInTiers() {
    BestFirst best = BestFirst.of(items(1000, 3), BY_NUMBER, 80);

    List<Integer> numbers = numbers(best);

    assertEquals(80, best.size());
    for (int tier = 0; tier < 8; tier++) {
      int top = 1000 - 10 * tier;
      List<Integer> sorted = numbers.subList(10 * tier, 10 * tier + 10).stream().sorted().toList();
      assertEquals(IntStream.range(top - 10, top).boxed().toList(), sorted);
    }
    assertEquals(numbers, numbers(best), "can be read again");
  }

  @Test
  void givesAllWhereTheSourceHasFewer() {
    assertEquals(List.of(2, 1, 0), numbers(BestFirst.of(items(3, 1), BY_NUMBER, 100)));
    assertEquals(List.of(), numbers(BestFirst.of(List.of(), BY_NUMBER, 5)));
  }

  @Test
  void ofEqualOnesTheEarlierCome() {
    List<Item> items = List.of(Item.of("a", "1"), Item.of("b", "1"), Item.of("c", "1"));

    List<String> ids = new ArrayList<>();
    BestFirst.of(items, BY_NUMBER, 2).forEach(item -> ids.add(item.id()));

    assertEquals(List.of("a", "b"), ids);
  }

  @Test
  void refusesAPriorityThatIsNoNumber() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> BestFirst.of(items(1, 1), item -> Double.NaN, 1));

    assertEquals("the priority of item 'i0' must be finite, was NaN", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> BestFirst.of(items(1, 1), BY_NUMBER, 0));
  }

  @Test
  void noticesASourceThatShrank() {
    List<Item> items = items(20, 5);
    BestFirst best = BestFirst.of(items, BY_NUMBER, 10);
    items.clear();

    assertThrows(IllegalStateException.class, best::iterator);
  }

  @Test
  void endsAsAnIteratorEnds() {
    Iterator<Item> iterator = BestFirst.of(items(1, 1), BY_NUMBER, 1).iterator();
    iterator.next();

    assertThrows(NoSuchElementException.class, iterator::next);
  }

  @Test
  void trafficTellsColdnessExposureAndHead() {
    List<Interaction> log = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      for (int n = 0; n <= i; n++) {
        log.add(Interaction.view("u", "i" + i, Instant.EPOCH));
      }
    }
    TrafficSignals signals =
        TrafficSignals.of(log, 0.2).withNeighbourDistance(item -> item.id().equals("i3") ? 1 : 0);

    PrioritySignals head = signals.apply(Item.of("i9", "x"));
    PrioritySignals cold = signals.apply(Item.of("never seen", "x"));
    PrioritySignals odd = signals.apply(Item.of("i3", "x"));

    assertEquals(new PrioritySignals(1 / Math.sqrt(11), 0, 1, 1), head);
    assertEquals(new PrioritySignals(1, 0, 0, 0), cold);
    assertEquals(new PrioritySignals(1 / Math.sqrt(5), 1, Math.log(5) / Math.log(11), 0), odd);
    assertEquals(1, signals.apply(Item.of("i8", "x")).headPenalty());
    assertEquals(0, signals.apply(Item.of("i7", "x")).headPenalty());
  }

  @Test
  void addsTheSignalsByTheirWeights() {
    EnrichmentPriority priority =
        EnrichmentPriority.weighted(
            new PriorityWeights(2, 3, 5, 7), item -> new PrioritySignals(0.1, 0.2, 0.3, 0.4));

    assertEquals(0.2 + 0.6 + 1.5 - 2.8, priority.of(Item.of("x", "x")), 1e-12);
  }

  @Test
  void checksRanges() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new PrioritySignals(0, 0, 1.5, 0))
            .getMessage();
    assertEquals("exposure must be 0 to 1, was 1.5", message);
    assertThrows(IllegalArgumentException.class, () -> new PriorityWeights(1, 1, -1, 0));
    assertThrows(IllegalArgumentException.class, () -> TrafficSignals.of(List.of(), 2));
    assertTrue(TrafficSignals.of(List.of(), 0.2).apply(Item.of("x", "x")).uncertainty() == 1);
  }
}
