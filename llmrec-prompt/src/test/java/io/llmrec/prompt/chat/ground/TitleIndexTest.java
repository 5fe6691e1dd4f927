package io.llmrec.prompt.chat.ground;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.prompt.chat.search.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TitleIndexTest {

  private static final List<String> TITLES =
      List.of(
          "Matrix, The (1999)",
          "The Matrix Reloaded",
          "Heat (1995)",
          "Heat",
          "Dawn of the Dead",
          "Dead",
          "云岭手冲咖啡滤杯",
          "1917");

  private final TitleIndex index = TitleIndex.of(TITLES);

  private List<String> found(String text) {
    return index.find(Words.in(text)).stream()
        .map(found -> found.from() + "-" + found.to() + ":" + found.rows()[0])
        .toList();
  }

  @Test
  void findsTheLongestTitles() {
    assertEquals(List.of("3-4:0"), found("I saw the matrix twice"));
    assertEquals(List.of("3-4:0"), found("I saw that Matrix!"));
    assertEquals(List.of("1-3:1"), found("The Matrix-Reloaded, then"));
    assertEquals(List.of("0-4:4"), found("Dawn of the Dead"));
    assertEquals(List.of("3-4:5"), found("dusk of the dead"));
    assertEquals(List.of("2-10:6"), found("推荐云岭手冲咖啡滤杯吧"));
    assertEquals(List.of("0-1:7"), found("1917"));
    assertEquals(List.of(), found("nothing here"));
    assertEquals(List.of(), found(""));
  }

  @Test
  void knowsAllItemsOfATitle() {
    assertArrayEquals(new int[] {2, 3}, index.rowsOf("HEAT"));
    assertArrayEquals(new int[] {0}, index.rowsOf("the matrix"));
    assertArrayEquals(new int[] {0}, index.rowsOf("Matrix, The (1999)"));
    assertArrayEquals(new int[0], index.rowsOf("Dawn of the"));
    assertArrayEquals(new int[0], index.rowsOf(""));
  }

  /** Against a search that tries every title at every place. */
  @Test
  void findsWhatASlowSearchFinds() {
    SplittableRandom random = new SplittableRandom(11);
    List<String> titles = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      titles.add(words(random, 1 + random.nextInt(4)));
    }
    TitleIndex automaton = TitleIndex.of(titles);
    for (int round = 0; round < 300; round++) {
      String text = words(random, 12);
      List<String> words = Words.of(text);
      int longest = 0;
      for (String title : titles) {
        longest =
            (" " + text + " ").contains(" " + title + " ")
                ? Math.max(longest, Words.of(title).size())
                : longest;
      }
      List<TitleIndex.Found> found = automaton.find(Words.in(text));
      assertEquals(longest, found.stream().mapToInt(TitleIndex.Found::length).max().orElse(0));
      for (TitleIndex.Found one : found) {
        assertEquals(
            String.join(" ", words.subList(one.from(), one.to())), titles.get(one.rows()[0]));
      }
      for (int i = 1; i < found.size(); i++) {
        assertTrue(found.get(i - 1).to() <= found.get(i).from());
      }
    }
  }

  private static String words(SplittableRandom random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append((char) ('p' + random.nextInt(6)));
    }
    return text.toString();
  }
}
