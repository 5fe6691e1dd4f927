package io.llmrec.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UntrustedTextTest {

  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9A-F]{4})");

  /** A raw text and what is left of it. */
  record Row(String raw, String clean) {}

  static List<Row> table() throws IOException {
    try (InputStream in = UntrustedTextTest.class.getResourceAsStream("untrusted.tsv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("# "))
          .map(line -> line.split("\t"))
          .map(cells -> new Row(unescape(cells[0]), unescape(cells[1])))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("table")
  void attacksBecomeHarmless(Row row) {
    assertEquals(row.clean(), UntrustedText.clean(row.raw(), 100));
  }

  @ParameterizedTest
  @MethodSource("table")
  void cleaningTwiceChangesNothing(Row row) {
    assertEquals(row.clean(), UntrustedText.clean(row.clean(), 100));
  }

  @ParameterizedTest
  @MethodSource("table")
  void jsonHoldsExactlyTheCleanText(Row row) throws JsonProcessingException {
    String json = UntrustedText.json(row.raw(), 100);

    assertEquals(row.clean(), StrictJson.read(json).textValue());
  }

  @ParameterizedTest
  @MethodSource("table")
  void everyCapIsKeptAndNoPairIsSplit(Row row) {
    for (int cap = 1; cap <= 40; cap++) {
      String cut = UntrustedText.clean(row.raw(), cap);

      assertTrue(cut.codePointCount(0, cut.length()) <= cap, cut);
      assertTrue(cut.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF), cut);
    }
  }

  @Test
  void longestLengthIsNoLimit() {
    assertEquals("abc", UntrustedText.clean("a\u200Bbc", Integer.MAX_VALUE));
  }

  @Test
  void cutTextsEndInAnEllipsis() {
    assertEquals("abc", UntrustedText.clean("abc", 3));
    assertEquals("ab…", UntrustedText.clean("abcd", 3));
    assertEquals("a…", UntrustedText.clean("a bcd", 3));
    assertEquals("😀…", UntrustedText.clean("😀😀😀", 2));
    assertEquals("…", UntrustedText.clean("abc", 1));
  }

  @Test
  void spacesAtTheEndsDoNotCount() {
    assertEquals("abc", UntrustedText.clean("   abc   ", 3));
    assertEquals("", UntrustedText.clean(" \u200B\n ", 3));
  }

  @Test
  void hugeTextsAreCheap() {
    List<String> huge =
        Stream.of("x", "\u200B", " ", "`", "[INST", "[[", "<|")
            .map(s -> s.repeat(5_000_000))
            .toList();

    assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> huge.forEach(text -> UntrustedText.clean(text, 1000)));
  }

  @Test
  void capBelowOneFails() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> UntrustedText.clean("x", 0));

    assertEquals("maxChars must be at least 1, was 0", e.getMessage());
  }

  private static String unescape(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    Character.toString((char) Integer.parseInt(match.group(1), 16))));
  }
}
