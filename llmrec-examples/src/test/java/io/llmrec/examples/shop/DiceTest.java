package io.llmrec.examples.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiceTest {

  /** The first outputs of the published reference implementation for this seed. */
  @Test
  void isSplitMix64() {
    Dice dice = new Dice(1234567);

    assertEquals(6457827717110365317L, dice.next());
    assertEquals(3203168211198807973L, dice.next());
  }

  @Test
  void fallsDifferentlyForDifferentNames() {
    assertTrue(Dice.of(1, "a").next() != Dice.of(1, "b").next());
    assertEquals(Dice.of(1, "a").next(), Dice.of(1, "a").next());
  }

  @Test
  void shufflesWithoutLoss() {
    List<String> shuffled = new Dice(5).shuffled(List.of("a", "b", "c", "d"));

    assertEquals(Set.of("a", "b", "c", "d"), Set.copyOf(shuffled));
    assertEquals(4, shuffled.size());
  }

  @Test
  void drawsInProportionToTheWeights() {
    Dice dice = new Dice(7);
    int[] counts = new int[3];

    for (int i = 0; i < 30_000; i++) {
      counts[dice.weighted(new double[] {1, 0, 2})]++;
    }

    assertEquals(0, counts[1]);
    assertEquals(2.0, counts[2] / (double) counts[0], 0.1);
  }

  @Test
  void drawsStandardNormals() {
    Dice dice = new Dice(11);
    double sum = 0;
    double squares = 0;

    for (int i = 0; i < 30_000; i++) {
      double value = dice.normal();
      sum += value;
      squares += value * value;
    }

    assertEquals(0, sum / 30_000, 0.03);
    assertEquals(1, squares / 30_000, 0.05);
  }

  @Test
  void refusesABoundBelowOne() {
    var error = assertThrows(IllegalArgumentException.class, () -> new Dice(1).below(0));

    assertEquals("bound must be at least 1, was 0", error.getMessage());
  }
}
