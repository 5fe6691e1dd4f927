package io.llmrec.embed.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTokenizerTest {

  /**
   * Words split at white space, with shortening, padding and special tokens that must not happen.
   */
  private static final String WORD_LEVEL =
      """
      {"version":"1.0",
       "truncation":{"direction":"Right","max_length":2,"strategy":"LongestFirst","stride":0},
       "padding":{"strategy":{"Fixed":8},"direction":"Right","pad_to_multiple_of":null,
                  "pad_id":0,"pad_type_id":0,"pad_token":"[PAD]"},
       "added_tokens":[{"id":0,"content":"[PAD]","single_word":false,"lstrip":false,
                        "rstrip":false,"normalized":false,"special":true},
                       {"id":5,"content":"[CLS]","single_word":false,"lstrip":false,
                        "rstrip":false,"normalized":false,"special":true}],
       "normalizer":{"type":"Lowercase"},
       "pre_tokenizer":{"type":"Whitespace"},
       "post_processor":{"type":"TemplateProcessing",
          "single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],
          "pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":1}}],
          "special_tokens":{"[CLS]":{"id":"[CLS]","ids":[5],"tokens":["[CLS]"]}}},
       "decoder":null,
       "model":{"type":"WordLevel","vocab":{"[PAD]":0,"[UNK]":1,"red":2,"bell":3,"铃":4},
                "unk_token":"[UNK]"}}
      """;

  @TempDir Path folder;

  @Test
  void neitherShortensNorPadsNorAdds() throws Exception {
    try (FileTokenizer tokenizer = open(WORD_LEVEL)) {
      assertArrayEquals(new int[] {2, 3, 4, 1}, tokenizer.encode("Red bell 铃 blue"));
      assertArrayEquals(new int[0], tokenizer.encode(""));
    }
  }

  @Test
  void takesLoneSurrogatesForUnknownCharacters() throws Exception {
    try (FileTokenizer tokenizer = open(WORD_LEVEL)) {
      assertArrayEquals(new int[] {2, 1, 3}, tokenizer.encode("red \uD83D bell"));
      assertArrayEquals(new int[] {1}, tokenizer.encode("😀"));
      assertArrayEquals(new int[] {2, 3}, tokenizer.encode("red\0 bell".replace("\0", "")));
    }
  }

  @Test
  void readsTheVocabulary() throws Exception {
    try (FileTokenizer tokenizer = open(WORD_LEVEL)) {
      TokenizerVocabulary vocabulary = tokenizer.vocabulary();

      assertEquals(3, vocabulary.id("bell"));
      assertEquals(1, vocabulary.unknownId());
      assertEquals(5, vocabulary.maxId());
      assertEquals(4, vocabulary.medianTokenLength());
    }
  }

  @Test
  void readsAListedVocabularyWithANumberedUnknown() throws Exception {
    String unigram =
        """
        {"version":"1.0","truncation":null,"padding":null,"added_tokens":[],"normalizer":null,
         "pre_tokenizer":{"type":"Whitespace"},"post_processor":null,"decoder":null,
         "model":{"type":"Unigram","unk_id":1,"byte_fallback":false,
                  "vocab":[["a",-1.0],["<unk>",-9.0],["bell",-2.0]]}}
        """;
    try (FileTokenizer tokenizer = open(unigram)) {
      assertEquals(1, tokenizer.vocabulary().unknownId());
      assertArrayEquals(new int[] {0, 2, 1}, tokenizer.encode("a bell x"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "not json",
        "{\"model\":{\"vocab\":{\"a\":-1}}}",
        "{\"model\":{\"vocab\":{\"a\":1.5}}}",
        "{\"model\":{\"vocab\":{\"a\":99999999999}}}",
        "{\"model\":{\"vocab\":[[1,2]]}}",
        "{\"added_tokens\":[{\"id\":1}]}"
      })
  void refusesWhatIsNoTokenizer(String json) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> open(json));

    assertTrue(
        e.getMessage()
            .startsWith(
                folder.resolve("tokenizer.json") + ": is not a tokenizer.json that can be used: "),
        e.getMessage());
  }

  @Test
  void saysWhenThereIsNoFile() {
    assertThrows(UncheckedIOException.class, () -> FileTokenizer.open(folder.resolve("none")));
  }

  @Test
  void refusesToBeUsedAfterClosing() throws Exception {
    FileTokenizer tokenizer = open(WORD_LEVEL);
    tokenizer.close();
    tokenizer.close();

    assertEquals(
        "the tokenizer is closed",
        assertThrows(IllegalStateException.class, () -> tokenizer.encode("red")).getMessage());
  }

  @Test
  void isRecognisedByItsFile() throws Exception {
    try (FileTokenizer one = open(WORD_LEVEL);
        FileTokenizer other = open(WORD_LEVEL.replace("bell", "ring"))) {
      assertNotEquals(one.contentHash(), other.contentHash());
    }
  }

  /** Closing while others encode: each call gives the tokens or says that it is closed. */
  @Test
  void waitsForRunningCallsWhenItIsClosed() throws Exception {
    FileTokenizer tokenizer = open(WORD_LEVEL);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      Callable<Integer> encodeUntilClosed =
          () -> {
            for (int i = 0; ; i++) {
              try {
                assertEquals(2, tokenizer.encode("red bell").length);
              } catch (IllegalStateException closed) {
                return i;
              }
            }
          };
      List<Future<Integer>> counts = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        counts.add(threads.submit(encodeUntilClosed));
      }
      for (int i = 0; i < 100; i++) {
        tokenizer.encode("red");
      }
      tokenizer.close();
      for (Future<Integer> count : counts) {
        assertTrue(count.get() >= 0);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void keepsDjlFromTheNetwork() {
    DjlSwitches.offline();

    assertTrue(
        "true".equals(System.getProperty("OPT_OUT_TRACKING"))
            || System.getenv("OPT_OUT_TRACKING") != null);
    assertTrue(
        System.getProperty("ai.djl.offline") != null || System.getenv("DJL_OFFLINE") != null);
  }

  private FileTokenizer open(String json) throws Exception {
    Path file = folder.resolve("tokenizer.json");
    Files.writeString(file, json);
    return FileTokenizer.open(file);
  }
}
