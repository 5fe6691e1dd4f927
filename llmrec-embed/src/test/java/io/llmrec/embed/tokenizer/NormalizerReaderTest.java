package io.llmrec.embed.tokenizer;

import static io.llmrec.embed.tokenizer.TokenizerJson.replace;
import static io.llmrec.embed.tokenizer.TokenizerJson.sequence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the native tokenizer, whose one unknown token shows what a text was made to. */
class NormalizerReaderTest {

  private static final int BATCH = 64;

  private static String bert(String clean, String han, String accents, String lowerCase) {
    return """
    {"type":"BertNormalizer","clean_text":%s,"handle_chinese_chars":%s,"strip_accents":%s,
     "lowercase":%s}\
    """
        .formatted(clean, han, accents, lowerCase);
  }

  static Stream<String> steps() {
    return Stream.of(
        "null",
        bert("true", "false", "false", "false"),
        bert("false", "true", "false", "false"),
        bert("false", "false", "true", "false"),
        bert("false", "false", "null", "true"),
        bert("true", "true", "null", "true"),
        bert("true", "true", "null", "false"),
        "{\"type\":\"Lowercase\"}",
        "{\"type\":\"StripAccents\"}",
        "{\"type\":\"NFC\"}",
        "{\"type\":\"NFD\"}",
        "{\"type\":\"NFKC\"}",
        "{\"type\":\"NFKD\"}",
        "{\"type\":\"Strip\",\"strip_left\":true,\"strip_right\":false}",
        "{\"type\":\"Strip\",\"strip_left\":false,\"strip_right\":true}",
        "{\"type\":\"Prepend\",\"prepend\":\"▁\"}",
        replace("{\"String\":\"a\"}", " a "),
        replace("{\"String\":\"ab\"}", ""),
        replace("{\"String\":\" \"}", "▁"),
        replace("{\"Regex\":\"\\\\s+\"}", " "),
        replace("{\"Regex\":\"\\\\s{2,}\"}", "_"),
        replace("{\"Regex\":\" {2,}\"}", "▁"),
        replace("{\"Regex\":\" +\"}", "__"),
        sequence("normalizers"),
        sequence("normalizers", "{\"type\":\"NFD\"}", "{\"type\":\"StripAccents\"}"),
        sequence(
            "normalizers",
            bert("true", "true", "null", "true"),
            replace("{\"String\":\".\"}", " . "),
            replace("{\"String\":\" \"}", "a"),
            replace("{\"String\":\"a\"}", "ab"),
            replace("{\"Regex\":\"\\\\s+\"}", " "),
            "{\"type\":\"Strip\",\"strip_left\":true,\"strip_right\":true}"));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void doesToEveryKnownCharacterWhatTheNativeSideDoes(String step) throws Exception {
    try (HuggingFaceTokenizer tokenizer = natively(step)) {
      TextNormalizer normalizer = NormalizerReader.read(JsonParser.parseString(step));
      StringBuilder batch = new StringBuilder("1");
      for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
        if (KnownCharacters.contains(point)) {
          batch.appendCodePoint(point).append('1');
        }
        if (batch.length() > 2 * BATCH || point == Character.MAX_CODE_POINT) {
          assertSame(tokenizer, normalizer, batch.toString());
          batch.setLength(1);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("steps")
  void doesToTextsWhatTheNativeSideDoes(String step) throws Exception {
    try (HuggingFaceTokenizer tokenizer = natively(step)) {
      TextNormalizer normalizer = NormalizerReader.read(JsonParser.parseString(step));
      int known = 0;
      for (String text : NastyTexts.draw(3000, 5)) {
        if (KnownCharacters.makeUp(text)) {
          known++;
          assertSame(tokenizer, normalizer, text);
        }
      }
      assertTrue(known > 1500, "only " + known + " known texts");
    }
  }

  private static HuggingFaceTokenizer natively(String normalizer) throws Exception {
    DjlSwitches.offline();
    String model =
        "{\"type\":\"Unigram\",\"unk_id\":0,\"byte_fallback\":false,\"vocab\":[[\"\\u0000?\",0]]}";
    byte[] json =
        TokenizerJson.of(model).normalizer(normalizer).json().getBytes(StandardCharsets.UTF_8);
    return HuggingFaceTokenizer.newInstance(
        new ByteArrayInputStream(json),
        Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "false"));
  }

  private static void assertSame(
      HuggingFaceTokenizer tokenizer, TextNormalizer normalizer, String text) {
    String expected = String.join("", tokenizer.encode(text, false, false).getTokens());
    assertEquals(expected, normalizer.normalize(text), () -> escaped(text));
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().forEach(point -> escaped.append("U+%04X ".formatted(point)));
    return escaped.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"AAAA\"}",
        "{\"type\":\"NFC\",\"more\":1}",
        "{\"type\":\"ByteLevel\"}",
        "{\"type\":\"BertNormalizer\",\"clean_text\":true}",
        "{\"type\":\"Strip\",\"strip_left\":1,\"strip_right\":true}",
        "{\"type\":\"Prepend\",\"prepend\":\"\\u0378\"}",
        "{\"type\":\"Replace\",\"pattern\":{\"String\":\"\"},\"content\":\"a\"}",
        "{\"type\":\"Replace\",\"pattern\":{\"String\":\"a\",\"Regex\":\"b\"},\"content\":\"a\"}",
        "{\"type\":\"Replace\",\"pattern\":{\"Regex\":\"(a+)+\"},\"content\":\"a\"}",
        "{\"type\":\"Replace\",\"pattern\":\"a\",\"content\":\"a\"}",
        "{\"type\":\"Sequence\",\"normalizers\":{}}",
        "{\"type\":\"Sequence\",\"normalizers\":[{\"type\":\"Nmt\"}]}"
      })
  void leavesWhatItDoesNotKnow(String json) {
    assertThrows(
        UnknownPartException.class, () -> NormalizerReader.read(JsonParser.parseString(json)));
  }

  @Test
  void leavesEndlessLists() {
    String many =
        sequence(
            "normalizers", Collections.nCopies(600, "{\"type\":\"NFC\"}").toArray(String[]::new));

    assertThrows(
        UnknownPartException.class, () -> NormalizerReader.read(JsonParser.parseString(many)));
  }

  @Test
  void givesUpOnTextsThatGrowBeyondMeasure() throws Exception {
    String[] doubling =
        Collections.nCopies(60, replace("{\"String\":\"a\"}", "aa")).toArray(String[]::new);
    String[] longer =
        Collections.nCopies(60, replace("{\"String\":\"ab\"}", "abab")).toArray(String[]::new);

    for (String[] steps : new String[][] {doubling, longer}) {
      TextNormalizer normalizer =
          NormalizerReader.read(JsonParser.parseString(sequence("normalizers", steps)));
      assertNull(normalizer.normalize("xaba"));
      assertEquals("xb", normalizer.normalize("xb"));
    }
  }

  @Test
  void knowsNoCharactersThatAreYoungOrBroken() {
    assertTrue(KnownCharacters.makeUp("Aé推の한ا😀\u0000\ufffd𠀀"));
    assertFalse(KnownCharacters.makeUp("a\ud83d"));
    assertFalse(KnownCharacters.makeUp("\ude00"));
    assertFalse(KnownCharacters.makeUp("\u0378"));
    assertFalse(KnownCharacters.makeUp("🫨"));
    assertFalse(KnownCharacters.makeUp("\u302e"));
  }
}
