package io.llmrec.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.catalog.Item;
import org.junit.jupiter.api.Test;

/** What a rule refuses. */
class RuleTest {

  @Test
  void aPinHasAPlaceFromOneOn() {
    assertEquals(
        "position of pinned item 'a' must be at least 1, was 0",
        assertThrows(IllegalArgumentException.class, () -> Rule.pin("a", 0)).getMessage());
  }

  @Test
  void aCapAllowsAtLeastOne() {
    assertEquals(
        "a cap must be at least 1, was 0",
        assertThrows(IllegalArgumentException.class, () -> Rule.cap(Item::title, 0)).getMessage());
  }
}
