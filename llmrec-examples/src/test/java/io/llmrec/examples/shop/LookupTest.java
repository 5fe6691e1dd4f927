package io.llmrec.examples.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LookupTest {

  @Test
  void givesTheValue() {
    assertEquals(1, Lookup.in(Map.of("a", 1), "a"));
  }

  @Test
  void namesTheKeyAndTheKeysThereAre() {
    Map<String, Integer> map = new TreeMap<>(Map.of("a", 1, "b", 2));

    var error = assertThrows(IllegalStateException.class, () -> Lookup.in(map, "c"));

    assertEquals("no 'c' among a, b", error.getMessage());
  }

  @Test
  void namesOnlySomeKeysOfMany() {
    Map<Integer, Integer> map = new TreeMap<>();
    for (int i = 0; i < 100; i++) {
      map.put(i, i);
    }

    var error = assertThrows(IllegalStateException.class, () -> Lookup.in(map, -1));

    assertTrue(error.getMessage().startsWith("no '-1' among 100 keys: 0, 1, 2"));
    assertTrue(error.getMessage().endsWith(", 29, ..."), error.getMessage());
  }
}
