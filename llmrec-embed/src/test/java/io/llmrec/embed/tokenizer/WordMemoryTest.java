package io.llmrec.embed.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordMemoryTest {

  private static final String BERT =
      """
      {"version":"1.0","truncation":null,"padding":null,
       "added_tokens":[{"id":0,"content":"[PAD]","single_word":false,"lstrip":false,
                        "rstrip":false,"normalized":false,"special":true}],
       "normalizer":{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,
                     "strip_accents":null,"lowercase":true},
       "pre_tokenizer":{"type":"BertPreTokenizer"},"post_processor":null,"decoder":null,
       "model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##",
                "max_input_chars_per_word":100,
                "vocab":{"[PAD]":0,"[UNK]":1,"a":2,"b":3,"##a":4,"##b":5,"ab":6,"##ab":7,",":8,
                         "推":9,"荐":10,"e":11,"##e":12,"σ":13,"##σ":14}}}
      """;

  @TempDir Path folder;

  private static boolean safe(String json) {
    return WordRules.lookAtWordsAlone(json.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BertNormalizer/NFKC",
        "[PAD]/two words",
        "BertPreTokenizer/Whitespace",
        "WordPiece/BPE"
      })
  void takesAllButBertsWordPiecesForUnsafe(String change) {
    String[] fromTo = change.split("/");

    assertTrue(safe(BERT));
    assertFalse(safe(BERT.replace(fromTo[0], fromTo[1])));
    assertFalse(safe("[]"));
    assertFalse(safe("{}"));
    assertFalse(safe("{"));
  }

  @Test
  void asksForEachWordOnceUnlessItIsLong() {
    List<String> asked = new ArrayList<>();
    String longWord = "x".repeat(33);
    WordMemory memory =
        new WordMemory(
            word -> {
              asked.add(word);
              return new int[] {word.length(), 7};
            });

    assertArrayEquals(new int[] {1, 7, 2, 7, 1, 7}, memory.encode("  a bb a "));
    memory.encode("bb " + longWord);
    memory.encode("a " + longWord);

    assertEquals(List.of("a", "bb", longWord, longWord), asked);
    assertArrayEquals(new int[0], memory.encode(" "));
  }

  /**
   * Texts of pieces, unknown and Chinese characters, accents, controls, surrogates, white space.
   */
  @Test
  void givesWhatTheWholeTextGives() throws Exception {
    String[] parts = {
      "a", "b", "ab", "A", "é", "e\u0301", "\u0301", "推", "荐", ",", "[PAD]", "zz", "\t", "\n",
      "\u00a0", "\u200d", "\u0000", "Σ", "σ", "🎬", "\ud83c", "[", "]", "PAD", " ", " ", " ", " "
    };
    SplittableRandom random = new SplittableRandom(1);
    Path file = Files.writeString(folder.resolve("tokenizer.json"), BERT);
    try (FileTokenizer tokenizer = FileTokenizer.open(file)) {
      assertTrue(safe(Files.readString(file)));
      for (int i = 0; i < 3000; i++) {
        StringBuilder text = new StringBuilder();
        for (int part = random.nextInt(12); part > 0; part--) {
          text.append(parts[random.nextInt(parts.length)]);
        }
        assertArrayEquals(
            tokenizer.encode(text.toString()),
            tokenizer.encodeByWord(text.toString()),
            () -> text.toString());
      }
    }
  }
}
