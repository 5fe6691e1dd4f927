package io.llmrec.embed.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class Hash64Test {

  /** The first numbers of the published SplitMix64 generator for the seed 1234567. */
  @Test
  void drawsThePublishedSequence() {
    assertEquals(6457827717110365317L, Hash64.draw(1234567, 0));
    assertEquals(3203168211198807973L, Hash64.draw(1234567, 1));
    assertEquals(-8629252141511181193L, Hash64.draw(1234567, 2));
  }

  @Test
  void spreadsBelowTheBoundEvenly() {
    int[] counts = new int[10];
    for (int i = 0; i < 100_000; i++) {
      counts[Hash64.below(Hash64.draw(5, i), 10)]++;
    }
    for (int count : counts) {
      assertTrue(Math.abs(count - 10_000) < 500, "a tenth of 100,000 draws was " + count);
    }
  }

  @Test
  void tellsTextsApart() {
    assertEquals(Hash64.of("铃"), Hash64.of("铃"));
    assertNotEquals(Hash64.of("ab"), Hash64.of("ba"));
    assertNotEquals(Hash64.of(""), Hash64.of("\0"));
  }
}
