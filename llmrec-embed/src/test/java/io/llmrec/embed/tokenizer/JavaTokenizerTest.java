package io.llmrec.embed.tokenizer;

import static io.llmrec.embed.tokenizer.TokenizerJson.metaspace;
import static io.llmrec.embed.tokenizer.TokenizerJson.replace;
import static io.llmrec.embed.tokenizer.TokenizerJson.sequence;
import static io.llmrec.embed.tokenizer.TokenizerJson.unigram;
import static io.llmrec.embed.tokenizer.TokenizerJson.wordPiece;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every id against the native tokenizer's. */
class JavaTokenizerTest {

  private static final int TEXTS = 4_000;
  private static final List<String> SPECIAL = List.of("special");
  private static final String LOWER = "{\"type\":\"Lowercase\"}";

  @TempDir Path folder;

  /** Models under each kind of normalizer, pre-tokenizer and added token. */
  static Stream<TokenizerJson> files() {
    TokenizerJson unigram = TokenizerJson.of(unigram(false));
    TokenizerJson bytes = TokenizerJson.of(unigram(true));
    TokenizerJson wordPiece = TokenizerJson.of(wordPiece());
    return Stream.of(
        unigram
            .normalizer(
                sequence(
                    "normalizers",
                    TokenizerJson.BERT,
                    replace("{\"String\":\"!\"}", " ! "),
                    replace("{\"String\":\".\"}", " . "),
                    replace("{\"Regex\":\"\\\\s+\"}", " "),
                    "{\"type\":\"Strip\",\"strip_left\":true,\"strip_right\":true}"))
            .preTokenizer(metaspace("always", false))
            .added(0, "<unk>", SPECIAL)
            .added(1, "a", List.of()),
        bytes
            .normalizer(
                sequence(
                    "normalizers", "{\"type\":\"NFKC\"}", replace("{\"Regex\":\" {2,}\"}", "▁")))
            .preTokenizer(metaspace("always", true))
            .added(0, "<unk>", SPECIAL)
            .added(sizeOf(bytes), "<mask>", List.of("lstrip", "special"))
            .added(sizeOf(bytes) + 1, "</s>", List.of("rstrip", "special"))
            .added(sizeOf(bytes) + 2, "<s>", List.of("lstrip", "rstrip")),
        unigram
            .normalizer(
                sequence("normalizers", "{\"type\":\"NFD\"}", "{\"type\":\"StripAccents\"}", LOWER))
            .preTokenizer(
                sequence(
                    "pretokenizers", "{\"type\":\"WhitespaceSplit\"}", metaspace("always", true)))
            .added(sizeOf(unigram), "Day", List.of("normalized"))
            .added(sizeOf(unigram) + 1, "</s> ", List.of("rstrip"))
            .added(sizeOf(unigram) + 2, " Á", List.of("normalized", "lstrip")),
        bytes
            .normalizer(
                sequence(
                    "normalizers",
                    "{\"type\":\"Prepend\",\"prepend\":\"▁\"}",
                    replace("{\"String\":\" \"}", "▁")))
            .added(0, "<unk>", List.of("special", "normalized")),
        unigram.normalizer("{\"type\":\"NFKD\"}").preTokenizer(metaspace("never", true)),
        unigram.normalizer("{\"type\":\"NFC\"}").preTokenizer(metaspace("never", false)),
        unigram.preTokenizer(sequence("pretokenizers")),
        bytes.preTokenizer(metaspace("first", true)).added(0, "<unk>", SPECIAL),
        bytes
            .preTokenizer(
                sequence(
                    "pretokenizers", metaspace("first", false), "{\"type\":\"WhitespaceSplit\"}"))
            .added(sizeOf(bytes), "<s>", List.of("lstrip")),
        wordPiece
            .normalizer(TokenizerJson.BERT)
            .preTokenizer(TokenizerJson.BERT_SPLIT)
            .added(0, "[UNK]", SPECIAL)
            .added(sizeOf(wordPiece), "[PAD]", SPECIAL)
            .added(sizeOf(wordPiece) + 1, "[MASK]", List.of("lstrip", "special")),
        wordPiece
            .normalizer(TokenizerJson.BERT.replace("\"lowercase\":true", "\"lowercase\":false"))
            .preTokenizer(
                sequence(
                    "pretokenizers", "{\"type\":\"WhitespaceSplit\"}", TokenizerJson.BERT_SPLIT)),
        wordPiece.preTokenizer("{\"type\":\"WhitespaceSplit\"}"));
  }

  private static int sizeOf(TokenizerJson file) {
    return file.model().contains("\"WordPiece\"")
        ? file.model().split("\":[0-9]").length - 2
        : file.model().split("\",-?[0-9]").length - 1;
  }

  @ParameterizedTest
  @MethodSource("files")
  void givesTheNativeIds(TokenizerJson file) throws Exception {
    try (FileTokenizer tokenizer = file.open(folder)) {
      JavaTokenizer java = tokenizer.inJava();
      assertNotNull(java);
      int answered = 0;
      int different = 0;
      for (String text : NastyTexts.draw(TEXTS, file.hashCode())) {
        int[] expected = tokenizer.encode(text);
        int[] ids = java.encode(text);
        answered += ids == null ? 0 : 1;
        different += Arrays.stream(expected).distinct().count() > 3 ? 1 : 0;
        assertArrayEquals(expected, ids == null ? expected : ids, () -> escaped(text));
        assertArrayEquals(expected, tokenizer.encodeFast(text));
      }
      assertTrue(answered > TEXTS / 2, "only " + answered + " answers");
      assertTrue(different > 20, "only " + different + " texts of several tokens");
    }
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().forEach(point -> escaped.append("U+%04X ".formatted(point)));
    return escaped.toString();
  }

  /**
   * Scores of so many digits that reading them digit by digit, as the native side does, gives
   * another double than the nearest one, against sums that are equal to one or the other.
   */
  @Test
  void settlesTiesByScoresReadAsTheNativeSideReadsThem() throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    int rounded = 0;
    for (int i = 0; i < 300; i++) {
      String score =
          "-%d.%015d".formatted(10 + random.nextInt(80), random.nextLong(1_000_000_000_000_000L));
      String longer = score + random.nextInt(10);
      rounded += ScoreText.read(longer) == Double.parseDouble(longer) ? 0 : 1;
      String model =
          """
          {"type":"Unigram","unk_id":0,"byte_fallback":false,
           "vocab":[["<unk>",-100],["ab",%s],["a",%s],["b",0],["cd",%s],["c",0],["d",%s]]}\
          """
              .formatted(longer, Double.parseDouble(longer), longer, ScoreText.read(longer));
      try (FileTokenizer tokenizer = TokenizerJson.of(model).open(folder)) {
        JavaTokenizer java = tokenizer.inJava();
        assertNotNull(java, model);
        for (String text : List.of("ab", "cd", "abcd", "cdab", "ababcd")) {
          assertArrayEquals(tokenizer.encode(text), java.encode(text), model);
        }
      }
    }
    assertTrue(rounded > 20, "only " + rounded + " that are read differently");
  }

  @Test
  void givesUnigramsWithoutAnUnknownTokenToTheNativeSide() throws Exception {
    TokenizerJson file =
        TokenizerJson.of(
            "{\"type\":\"Unigram\",\"unk_id\":null,\"vocab\":[[\"a\",-1.0],[\"b\",-2]]}");
    try (FileTokenizer tokenizer = file.open(folder)) {
      JavaTokenizer java = tokenizer.inJava();
      assertNotNull(java);
      assertArrayEquals(new int[] {0, 1}, java.encode("ab"));
      assertNull(java.encode("abc"));
      assertThrows(RuntimeException.class, () -> tokenizer.encodeFast("abc"));
    }
  }

  @Test
  void cutsLongTextsAsTheNativeSideDoes() throws Exception {
    TokenizerJson file = TokenizerJson.of(unigram(true)).preTokenizer(metaspace("always", false));
    String text = "ab abc 推荐 x! ".repeat(20_000);
    try (FileTokenizer tokenizer = file.open(folder)) {
      JavaTokenizer java = tokenizer.inJava();
      assertNotNull(java);
      assertArrayEquals(tokenizer.encode(text), java.encode(text));
    }
  }

  @Test
  void isTheSameForSeveralThreads() throws Exception {
    TokenizerJson file =
        TokenizerJson.of(unigram(true))
            .normalizer(TokenizerJson.BERT)
            .preTokenizer(metaspace("always", true));
    List<String> texts = NastyTexts.draw(2000, 9);
    try (FileTokenizer tokenizer = file.open(folder)) {
      List<int[]> together = texts.parallelStream().map(tokenizer::encodeFast).toList();
      for (int i = 0; i < texts.size(); i++) {
        assertArrayEquals(tokenizer.encode(texts.get(i)), together.get(i));
      }
    }
  }
}
