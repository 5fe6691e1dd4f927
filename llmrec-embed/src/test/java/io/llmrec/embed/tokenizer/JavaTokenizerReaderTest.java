package io.llmrec.embed.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left to the native tokenizer. */
class JavaTokenizerReaderTest {

  private static final String KNOWN =
      """
      {"version":"1.0","truncation":null,"padding":null,
       "added_tokens":[{"id":0,"content":"<unk>","single_word":false,"lstrip":false,
                        "rstrip":false,"normalized":false,"special":true}],
       "normalizer":{"type":"Lowercase"},
       "pre_tokenizer":{"type":"Metaspace","replacement":"_","prepend_scheme":"always","split":false},
       "post_processor":{"type":"TemplateProcessing",
          "single":[{"SpecialToken":{"id":"<unk>","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],
          "pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":0}}],
          "special_tokens":{"<unk>":{"id":"<unk>","ids":[0],"tokens":["<unk>"]}}},
       "decoder":null,
       "model":{"type":"Unigram","unk_id":0,"byte_fallback":false,
                "vocab":[["<unk>",0.0],["a",-1.5],["b",-2]]}}
      """;

  private static final String WORDS =
      """
      {"added_tokens":[],"model":{"type":"WordPiece","unk_token":"u","vocab":{"u":0,"a":1,"##a":2},
       "continuing_subword_prefix":"##","max_input_chars_per_word":5}}
      """;

  @TempDir Path folder;

  private static JavaTokenizer read(String json) throws Exception {
    return JavaTokenizerReader.read(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void knowsTheseFiles() throws Exception {
    assertArrayEquals(new int[] {0, 1, 2, 0}, read(KNOWN).encode("Ab<unk>"));
    assertArrayEquals(new int[] {1, 2, 2}, read(WORDS).encode("aaa"));
    assertArrayEquals(new int[] {0}, read(WORDS).encode("aaaaaa"));
    assertArrayEquals(new int[0], read(WORDS).encode(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"version\"=>\"other\"",
        "\"decoder\":null=>\"normalizer\":null",
        "\"type\":\"Lowercase\"=>\"type\":\"Nmt\"",
        "\"Metaspace\"=>\"ByteLevel\"",
        "\"always\"=>\"sometimes\"",
        "\"always\"=>\"first\"",
        "\"replacement\":\"_\"=>\"replacement\":\"__\"",
        "\"replacement\":\"_\"=>\"replacement\":\"_\",\"add_prefix_space\":false",
        "\"split\":false=>\"split\":false,\"more\":1",
        "\"split\":false=>\"split\":1",
        "\"TemplateProcessing\"=>\"ByteLevel\"",
        "[{\"SpecialToken\":{\"id\":\"<unk>\",\"type_id\":0}},{\"Sequence\":{\"id\":\"A\"=>[{\"Sequence\":{\"id\":\"B\"",
        "\"single_word\":false=>\"single_word\":true",
        "\"special\":true=>\"special\":1",
        "\"id\":0,\"content\":\"<unk>\"=>\"id\":1,\"content\":\"<unk>\"",
        "\"id\":0,\"content\":\"<unk>\"=>\"id\":0,\"content\":\"<new>\"",
        "\"id\":0,\"content\":\"<unk>\"=>\"id\":3,\"content\":\"\"",
        "\"id\":0,\"content\":\"<unk>\"=>\"id\":-1,\"content\":\"<unk>\"",
        "\"Unigram\"=>\"Bigram\"",
        "\"Unigram\"=>\"WordPiece\"",
        "\"unk_id\":0=>\"unk_id\":3",
        "\"unk_id\":0=>\"unk_id\":0,\"unk_id\":1",
        "\"unk_id\":0=>\"unk_id\":0,\"alpha\":0.1",
        "\"unk_id\":0=>\"merges\":[],\"unk_id\":0",
        "\"byte_fallback\":false=>\"byte_fallback\":0",
        "[\"a\",-1.5]=>[\"a\",\"-1.5\"]",
        "[\"a\",-1.5]=>[\"\",-1.5]",
        "[\"a\",-1.5]=>[\"a\",-1.50000000000000000001]",
        "[\"a\",-1.5]=>[\"a\",-1e400]",
        "[\"a\",-1.5]=>[\"a\",-15e308]",
        "[[\"<unk>\",0.0],[\"a\",-1.5],[\"b\",-2]]=>[]"
      })
  void leavesWhatItDoesNotKnow(String change) throws Exception {
    String[] fromTo = change.split("=>");
    String changed = KNOWN.replace(fromTo[0], fromTo[1]);

    assertNotNull(read(KNOWN));
    assertNotEquals(KNOWN, changed);
    assertNull(read(changed), changed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"##a\":2=>\"##a\":2222222222",
        "\"##a\":2=>\"##a\":2.0",
        "\"##a\":2=>\"##a\":\"2\"",
        "{\"u\":0,\"a\":1,\"##a\":2}=>[[\"u\",0]]",
        "\"unk_token\":\"u\",=>",
        "\"continuing_subword_prefix\":\"##\"=>\"continuing_subword_prefix\":null",
        "\"max_input_chars_per_word\":5=>\"max_input_chars_per_word\":-5"
      })
  void leavesWordPiecesItDoesNotKnow(String change) throws Exception {
    String[] fromTo = change.split("=>", 2);

    assertNull(read(WORDS.replace(fromTo[0], fromTo[1])));
  }

  @Test
  void leavesEndlessPiecesAndManyAddedTokens() throws Exception {
    assertNull(read(KNOWN.replace("[\"a\"", "[\"" + "a".repeat(600) + "\"")));
    StringJoiner pieces = new StringJoiner(",");
    for (int i = 0; i < 20_000; i++) {
      pieces.add("\"%d%s\":%d".formatted(i, "x".repeat(450), i));
    }
    assertNull(read(WORDS.replace("\"##a\":2", pieces.toString())));
    StringJoiner tokens = new StringJoiner(",");
    String token =
        "{\"id\":%d,\"content\":\"t%d\",\"single_word\":false,\"lstrip\":false,\"rstrip\":false,"
            + "\"normalized\":false,\"special\":true}";
    for (int i = 0; i < 100_001; i++) {
      tokens.add(token.formatted(3 + i, i));
    }
    assertNull(read(WORDS.replace("[]", "[" + tokens + "]")));
  }

  @Test
  void anUnknownPartIsDoneByTheNativeSide() throws Exception {
    String unknown = KNOWN.replace("{\"type\":\"Lowercase\"}", "{\"type\":\"Nmt\"}");
    Path file = Files.writeString(folder.resolve("tokenizer.json"), unknown);
    try (FileTokenizer tokenizer = FileTokenizer.open(file)) {
      assertNull(tokenizer.inJava());
      assertArrayEquals(tokenizer.encode("ab ab"), tokenizer.encodeFast("ab ab"));
    }
  }

  @Test
  void closesInJavaToo() throws Exception {
    Path file = Files.writeString(folder.resolve("tokenizer.json"), KNOWN);
    FileTokenizer tokenizer = FileTokenizer.open(file);
    assertNotNull(tokenizer.inJava());
    tokenizer.close();

    assertEquals(
        "the tokenizer is closed",
        assertThrows(IllegalStateException.class, () -> tokenizer.encodeFast("a")).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0", "-0.0", "-12.5", "1e-5", "-2.5E+1", "123456789012345678"})
  void readsScores(String text) throws Exception {
    assertEquals(Double.parseDouble(text), ScoreText.read(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "NaN", "1.", ".5", "1e", "1e9999", "1e308e", "9e309", "0x1"})
  void refusesOtherScores(String text) {
    assertThrows(UnknownPartException.class, () -> ScoreText.read(text));
  }

  @Test
  void refusesTooManyPiecesAndSuchAsCollide() throws Exception {
    PieceTrie full = new PieceTrie(4, 100);
    full.add("abc", 0);
    full.add("ab", 1);
    assertThrows(UnknownPartException.class, () -> full.add("b", 2));

    PieceTrie crowded = new PieceTrie(10_000, 1);
    assertThrows(
        UnknownPartException.class,
        () -> {
          for (char c = 'a'; c < 5000; c++) {
            crowded.add(c + "x", c);
          }
        });
  }

  @Test
  void findsPiecesOfWhichTheLastOfEqualOnesCounts() throws Exception {
    PieceTrie trie = new PieceTrie();
    trie.add("ab", 1);
    trie.add("a", 0);
    trie.add("ab", 2);

    assertEquals(2, trie.find("xab", 1, 3));
    assertEquals(PieceTrie.NONE, trie.find("ba", 0, 2));
    assertEquals(PieceTrie.NONE, trie.find("ab", 1, 1));
  }
}
