package io.llmrec.prompt.chat.ground;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SentencesTest {

  private static final String TEXT =
      "Hi! It costs 5.50, e.g. in red. 1. First\n2. Second line\n\n你好！“好。”就这样。End";

  @Test
  void cutsAtEnds() {
    assertEquals(
        List.of(
            "Hi!",
            " It costs 5.50, e.g.",
            " in red.",
            " 1. First\n",
            "2. Second line\n",
            "\n你好！",
            "“好。”",
            "就这样。",
            "End"),
        new Sentences().end(TEXT));
  }

  @Test
  void cutsAlikeHoweverTheTextComes() {
    List<String> whole = new Sentences().end(TEXT);
    for (int size = 1; size < 9; size++) {
      Sentences sentences = new Sentences();
      List<String> found = new ArrayList<>();
      for (int i = 0; i < TEXT.length(); i += size) {
        found.addAll(sentences.add(TEXT.substring(i, Math.min(TEXT.length(), i + size))));
      }
      found.addAll(sentences.end(""));
      assertEquals(whole, found);
    }
  }

  @Test
  void boundsSentences() {
    List<String> found = new Sentences().end("x".repeat(5000));

    assertTrue(found.stream().allMatch(sentence -> sentence.length() <= Sentences.MAX_CHARS));
    assertEquals(5000, found.stream().mapToInt(String::length).sum());
  }

  @Test
  void labelsDifferAndAvoidTexts() {
    Labels labels = new Labels("a");
    Set<String> drawn = new HashSet<>();
    for (int row = 0; row < Labels.MAX_COUNT; row++) {
      drawn.add(labels.of(row));
    }
    assertEquals(Labels.MAX_COUNT, drawn.size());
    Labels other = new Labels("a");
    other.avoid("see " + labels.of(0));
    assertTrue(!other.of(0).equals(labels.of(0)));
    assertEquals(0, other.row(other.of(0).toLowerCase(java.util.Locale.ROOT)));
    assertEquals(-1, other.row("nothing"));
  }
}
