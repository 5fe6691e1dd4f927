package io.llmrec.embed.languagemodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.embed.SharedData;
import io.llmrec.embed.tokenizer.FileTokenizer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of a reply, whose tokens are decoded a few at a time, is that of all of them. */
class ReplyTextTest {

  private static final String WORDS =
      "Once there was a café with 3 cats, naïve 手套 🧤 and … a dog's “bone”! ";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "models/tinystories-656k/tokenizer_no_prefix.json",
        "models/tinystories-656k/tokenizer.json",
        "models/stories260k/tokenizer.json",
      })
  void piecesAreTheWholeText(String file) {
    try (FileTokenizer tokenizer = FileTokenizer.open(SharedData.require(file))) {
      List<String> words = Arrays.asList(WORDS.split(" "));
      for (int seed = 0; seed < 20; seed++) {
        Collections.shuffle(words, new Random(seed));
        assertPieces(tokenizer, tokenizer.encode((String.join(" ", words) + " ").repeat(10)));
      }
    }
  }

  @Test
  void aTextThatEndsTheReplyIsFoundAcrossWindows() {
    try (FileTokenizer tokenizer =
        FileTokenizer.open(
            SharedData.require("models/tinystories-656k/tokenizer_no_prefix.json"))) {
      int[] tokens = tokenizer.encode("one two three ".repeat(40) + "the very end, and more");
      ReplyText text = new ReplyText(tokenizer, List.of("very end"), piece -> true);
      int taken = 0;
      while (taken < tokens.length && text.add(tokens[taken])) {
        taken++;
      }

      assertTrue(taken < tokens.length);
      assertTrue(text.text().endsWith("the "), text.text());
      assertFalse(text.text().contains("very"));
    }
  }

  private static void assertPieces(FileTokenizer tokenizer, int[] tokens) {
    StringBuilder pieces = new StringBuilder();
    ReplyText text =
        new ReplyText(
            tokenizer,
            List.of(),
            piece -> {
              pieces.append(piece);
              return true;
            });
    Arrays.stream(tokens).forEach(text::add);
    text.end();

    assertEquals(tokenizer.decode(tokens), text.text());
    assertEquals(text.text(), pieces.toString());
  }
}
