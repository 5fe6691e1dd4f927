package io.llmrec.prompt.chat.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordIndexTest {

  private static final List<String> TEXTS =
      List.of(
          "red wool gloves",
          "red cotton scarf",
          "gloves, gloves and more GLOVES for winter",
          "手冲咖啡滤杯",
          "咖啡豆");

  private final WordIndex index = WordIndex.of(TEXTS);

  private static BitSet all() {
    BitSet all = new BitSet();
    all.set(0, TEXTS.size());
    return all;
  }

  private List<Integer> rows(String query) {
    return index.search(query, all(), 10).stream().map(WordIndex.Hit::row).toList();
  }

  @Test
  void putsTheBestFirst() {
    assertEquals(List.of(0, 2, 1), rows("red gloves"));
    assertEquals(List.of(2, 0), rows("Gloves"));
    assertEquals(List.of(4, 3), rows("咖啡"));
    assertEquals(List.of(3), rows("滤杯"));
    assertEquals(List.of(), rows("unknown"));
    assertEquals(List.of(), rows(" !? "));
  }

  @Test
  void findsOnlyWhatMayBeFound() {
    BitSet some = new BitSet();
    some.set(1);

    assertEquals(1, index.search("red gloves", some, 10).size());
    assertEquals(1, index.search("gloves", all(), 1).size());
    assertThrows(IllegalArgumentException.class, () -> index.search("gloves", all(), 0));
  }

  @Test
  void wantsAllWords() {
    assertEquals(List.of(0), index.withAll("gloves red").stream().boxed().toList());
    assertTrue(index.withAll("gloves unknown").isEmpty());
    assertTrue(index.withAll("").isEmpty());
    assertTrue(index.hasAll("咖啡", 4));
    assertFalse(index.hasAll("啡咖", 4));
    assertFalse(index.hasAll("", 4));
  }

  @Test
  void scoresOneRowAsTheSearchDoes() {
    WordIndex.Hit first = index.search("red gloves", all(), 1).get(0);

    assertEquals(first.score(), index.score("red gloves", first.row()), 1e-5);
    assertEquals(0, index.score("red gloves", 3));
  }

  @Test
  void partsWords() {
    assertEquals(List.of("bens", "caf\u00e9s", "5", "50"), Words.of("Ben’s CAFE\u0301S: 5.50"));
    assertEquals(List.of("手", "冲", "v60", "杯"), Words.of("手冲Ｖ60杯"));
    assertEquals("new york", Words.fold("  NEW \t York "));
  }
}
