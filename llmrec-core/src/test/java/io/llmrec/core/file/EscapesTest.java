package io.llmrec.core.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Any text fits into a field of one line. */
class EscapesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"a b|a b", "骑行🚲|骑行🚲", "''|''"})
  void leavesPlainTextAlone(String text, String escaped) {
    assertEquals(escaped, Escapes.escape(text));
    assertEquals(text, Escapes.unescape(escaped));
  }

  @Test
  void escapesWhatWouldEndAFieldOrALine() {
    assertEquals("a\\tb\\nc\\rd\\\\e", Escapes.escape("a\tb\nc\rd\\e"));
  }

  @Test
  void doesNotTakeABackslashBeforeALetterForATab() {
    assertEquals("\\\\t", Escapes.escape("\\t"));
    assertEquals("\\t", Escapes.unescape("\\\\t"));
  }

  @Test
  void toleratesWhatItDidNotWrite() {
    assertEquals("a\\", Escapes.unescape("a\\"));
    assertEquals("x", Escapes.unescape("\\x"));
  }

  @Test
  void givesBackAnyText() {
    SplittableRandom random = new SplittableRandom(8);
    String alphabet = "\\\t\n\rtnr骑a";
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(10); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String escaped = Escapes.escape(text.toString());
      assertEquals(text.toString(), Escapes.unescape(escaped));
      assertFalse(escaped.chars().anyMatch(c -> c == '\t' || c == '\n' || c == '\r'));
    }
  }
}
