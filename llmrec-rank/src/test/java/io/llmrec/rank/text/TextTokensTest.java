package io.llmrec.rank.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextTokensTest {

  private static final WordVocabulary WORDS =
      WordVocabulary.fit(Stream.of("a a a b b c | . age is 25 title 电影"), 50);

  @Test
  void numbersWordsByHowFrequentTheyAre() {
    assertEquals(List.of("a", "b"), WORDS.words().subList(0, 2));
    assertEquals(3 + 11, WORDS.size());
    assertArrayEquals(new int[] {3, WordVocabulary.UNKNOWN, 4}, WORDS.encode("A, zebra-(b)"));
    assertArrayEquals(new int[0], WORDS.encode("  ,!"));
  }

  @Test
  void everyHanCharacterIsAWord() {
    assertEquals(2, WORDS.encode("电影").length);
    assertArrayEquals(WORDS.encode("电 影"), WORDS.encode("电影"));
  }

  @Test
  void keepsTheMostFrequentWords() {
    assertEquals(List.of("x", "a"), WordVocabulary.fit(Stream.of("x x x", "b a"), 2).words());
  }

  @Test
  void namesAWordThatIsThereTwice() {
    assertEquals(
        "word 'a' is there twice",
        assertThrows(
                IllegalArgumentException.class, () -> new WordVocabulary(List.of("a", "b", "a")))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> WordVocabulary.fit(Stream.of(), 0));
  }

  @Test
  void readsUserHistoryAndItem() {
    TextTokens tokens = new TextTokens(WORDS, 20);

    assertEquals(
        "START age is a | b . title c .",
        read(tokens.of(new RowText("age is", List.of("a", "b"), "title c."))));
    assertEquals("START", read(tokens.of(new RowText("", List.of(), ""))));
  }

  @Test
  void aLongHistoryLosesItsOldestEntriesFirst() {
    TextTokens tokens = new TextTokens(WORDS, 10);

    assertEquals(
        "START age is b . title c .",
        read(tokens.of(new RowText("age is", List.of("a a a", "b"), "title c."))));
  }

  @Test
  void aLongSentenceIsCutAtItsEnd() {
    TextTokens tokens = new TextTokens(WORDS, 8);

    assertEquals(
        "START a a a title c .", read(tokens.of(new RowText("a a a", List.of("a"), "title c."))));
    assertEquals(
        "START b b b b b b b",
        read(tokens.of(new RowText("a a", List.of("a"), "b".repeat(9).replace("b", "b ")))));
  }

  @Test
  void lengthsSayWhatIsAllowed() {
    assertEquals(
        "length must be 8 to 4096, was 7",
        assertThrows(IllegalArgumentException.class, () -> new TextTokens(WORDS, 7)).getMessage());
  }

  private static String read(int[] ids) {
    return IntStream.of(ids)
        .mapToObj(id -> id == WordVocabulary.START ? "START" : WORDS.words().get(id - 3))
        .collect(Collectors.joining(" "));
  }
}
