package io.llmrec.embed.lexical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.encode.ItemEncoderTrainer;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.testing.ItemEncoderContract;
import io.llmrec.core.testing.Samples;
import io.llmrec.core.testing.TextEncoderContract;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LexicalEncoderTest implements TextEncoderContract, ItemEncoderContract {

  private static final LexicalEncoder PLAIN = LexicalEncoder.fit(List.of());

  @Override
  public TextEncoder textEncoder() {
    return PLAIN;
  }

  @Override
  public ItemEncoder itemEncoder() {
    return LexicalEncoder.trainer(ItemText.title()).fit(Samples.catalog());
  }

  @ParameterizedTest
  @CsvSource({
    "半指骑行手套, 冬季骑行手套, 手摇磨豆机",
    "苹果手机壳, 手机保护壳, 不锈钢水壶",
    "推荐系统入门, 推荐系统实践, 川菜家常做法",
    "ワイヤレスイヤホン, イヤホンケース, 電動歯ブラシ",
    "แก้วกาแฟเซรามิก, แก้วกาแฟ, รองเท้าวิ่ง",
    "bike light, light for a bike, coffee grinder",
    "iphone15手机壳, iPhone15 保护壳, 蓝牙耳机",
    "무선 이어폰, 무선이어폰 케이스, 등산 가방"
  })
  void putsSimilarTitlesCloserThanOthers(String title, String similar, String other) {
    assertTrue(cosine(title, similar) > 0.3, "similar: " + cosine(title, similar));
    assertTrue(cosine(title, similar) > cosine(title, other) + 0.2);
  }

  @ParameterizedTest
  @CsvSource({
    "wireless headphones, wireles headphnes, wired microphones",
    "mechanical keyboard, mechancial keybord, musical instruments",
    "stainless steel bottle, stainles steal bottle, glass jar"
  })
  void forgivesSpellingMistakes(String title, String misspelt, String other) {
    assertTrue(cosine(title, misspelt) > 0.3, "misspelt: " + cosine(title, misspelt));
    assertTrue(cosine(title, misspelt) > cosine(title, other) + 0.1);
  }

  @Test
  void forgivesNothingWithoutGrams() {
    LexicalEncoder words =
        LexicalEncoder.fit(Stream.of(), LexicalOptions.defaults().withGramWeight(0));

    assertTrue(Math.abs(cosine(words, "headphones", "headphnes")) < 0.25);
    assertTrue(cosine("headphones", "headphnes") > 0.3);
  }

  @ParameterizedTest
  @CsvSource({
    "BIKE Light, bike light",
    "ｂｉｋｅ　ｌｉｇｈｔ, bike light",
    "ﬁne café, fine cafe\u0301",
    "bike -- light!, bike light"
  })
  void ignoresCaseWidthAndPunctuation(String one, String other) {
    assertEquals(PLAIN.encode(List.of(one)), PLAIN.encode(List.of(other)));
  }

  @Test
  void letsRareWordsCountMore() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      texts.add("the new product number " + i + (i == 500 ? " titanium" : ""));
    }
    LexicalEncoder fitted = LexicalEncoder.fit(texts);

    float byRareWord = cosine(fitted, "the new titanium", "titanium product");
    float plainly = cosine("the new titanium", "titanium product");
    float byCommonWord = cosine(fitted, "the new titanium", "the new product");

    assertTrue(byRareWord > plainly + 0.2, byRareWord + " after fitting, before " + plainly);
    assertTrue(byRareWord > byCommonWord + 0.2, byRareWord + " against " + byCommonWord);
  }

  @Test
  void countsRepetitionLessThanOnce() {
    float twice = cosine("red bell", "red bell bell");
    float often = cosine("red bell", "red bell" + " bell".repeat(99));

    assertTrue(twice > 0.9, "twice: " + twice);
    assertTrue(often > 0.6, "a hundred times: " + often);
  }

  /** Changes when a vector changes anywhere by a bit: then the kind's version must change, too. */
  @Test
  void givesTheSameBitsInEveryJvm() {
    LexicalEncoder encoder =
        LexicalEncoder.fit(List.of("a red bicycle bell", "a blue bell", "红色自行车铃", "蓝色的铃"));
    Fingerprint fingerprint = new Fingerprint();
    for (Embedding vector : encoder.encode(List.of("a red bell", "红色的铃 x2", "😀!", "", "straße"))) {
      ByteBuffer bytes = ByteBuffer.allocate(vector.dimension() * Float.BYTES);
      bytes.asFloatBuffer().put(vector.toArray());
      fingerprint.add(bytes.array());
    }

    assertEquals(
        "668c2ef92c881682560554c4790ea0ca8a354a5ad7609f0892c820ccefcbf79a", fingerprint.hex());
  }

  @Test
  void keepsNoiseWithinTheRootOfTheDimension() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      texts.add(Integer.toString(i * 7919 + 100_003, 36) + " " + Integer.toString(i * 104_729, 36));
    }
    LexicalEncoder words =
        LexicalEncoder.fit(Stream.of(), LexicalOptions.defaults().withGramWeight(0));
    List<Embedding> vectors = words.encode(texts);

    double squares = 0;
    int pairs = 0;
    for (int i = 0; i < vectors.size(); i++) {
      for (int j = 0; j < i; j++) {
        double cosine = vectors.get(i).dot(vectors.get(j));
        squares += cosine * cosine;
        pairs++;
      }
    }

    assertEquals(1 / Math.sqrt(256), Math.sqrt(squares / pairs), 0.01);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "!?", "😀😀", "\uD800", "\uDC00 \uD800", "\0", "…", "\u200D"})
  void givesEveryTextAVector(String text) {
    assertEquals(256, PLAIN.encode(List.of(text)).get(0).dimension());
  }

  @Test
  void tellsTextsWithoutWordsApart() {
    assertTrue(cosine("😀😀", "😀 😎") > 0.3);
    assertTrue(Math.abs(cosine("😀", "!?")) < 0.4);
    assertEquals(1, cosine("", "  \n"), 1e-6);
    assertNotEquals(PLAIN.encode(List.of("")), PLAIN.encode(List.of("!")));
  }

  @Test
  void readsOnlyTheBeginningOfALongText() {
    String start = "bell ".repeat(20_000);

    assertEquals(
        PLAIN.encode(List.of(start)), PLAIN.encode(List.of(start + "something else".repeat(99))));
  }

  @Test
  void cutsNoCharacterInTwo() {
    LexicalEncoder three =
        LexicalEncoder.fit(Stream.of(), LexicalOptions.defaults().withMaxChars(3));

    assertEquals(three.encode(List.of("ab")), three.encode(List.of("ab\uD840\uDC00")));
    assertNotEquals(three.encode(List.of("a")), three.encode(List.of("a\uD840\uDC00")));
  }

  @Test
  void encodesAWordOfAHundredThousandLetters() {
    String word = "abcdefghij".repeat(10_000);

    assertEquals(1, cosine(word, word), 1e-5);
  }

  @Test
  void isRecognisedByItsSettingsAndWhatItWasFittedOn() {
    LexicalEncoder encoder = LexicalEncoder.fit(List.of("a red bell"));

    assertEquals(encoder.fingerprint(), LexicalEncoder.fit(List.of("a red bell")).fingerprint());
    assertNotEquals(
        encoder.fingerprint(), LexicalEncoder.fit(List.of("a blue bell")).fingerprint());
    assertNotEquals(
        encoder.fingerprint(),
        LexicalEncoder.fit(Stream.of("a red bell"), LexicalOptions.defaults().withDimension(128))
            .fingerprint());
  }

  @Test
  void recognisesATrainerByItsTextAndSettings() {
    String titles = fingerprint(LexicalEncoder.trainer(ItemText.title()));

    assertEquals(titles, fingerprint(LexicalEncoder.trainer(ItemText.title())));
    assertNotEquals(titles, fingerprint(LexicalEncoder.trainer(ItemText.everything())));
    assertNotEquals(
        titles,
        fingerprint(
            LexicalEncoder.trainer(
                ItemText.title(), LexicalOptions.defaults().withGramWeight(0.1f))));
    assertInstanceOf(
        Fingerprinted.class, LexicalEncoder.trainer(ItemText.title()).fit(Samples.catalog()));
  }

  @Test
  void refusesSettingsOutOfRange() {
    LexicalOptions options = LexicalOptions.defaults();

    assertEquals(
        "dimension must be 16 to 4096, was 8",
        assertThrows(IllegalArgumentException.class, () -> options.withDimension(8)).getMessage());
    assertEquals(
        "gramWeight must be 0 to 1, was NaN",
        assertThrows(IllegalArgumentException.class, () -> options.withGramWeight(Float.NaN))
            .getMessage());
    assertEquals(
        "maxChars must be at least 1, was 0",
        assertThrows(IllegalArgumentException.class, () -> options.withMaxChars(0)).getMessage());
  }

  private static String fingerprint(ItemEncoderTrainer trainer) {
    return assertInstanceOf(Fingerprinted.class, trainer).fingerprint();
  }

  private static float cosine(String one, String other) {
    return cosine(PLAIN, one, other);
  }

  private static float cosine(LexicalEncoder encoder, String one, String other) {
    List<Embedding> vectors = encoder.encode(List.of(one, other));
    return vectors.get(0).dot(vectors.get(1));
  }
}
