package io.llmrec.embed.staticvectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.testing.TextEncoderContract;
import io.llmrec.embed.safetensors.SafetensorsBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of tables small enough to be computed by hand. */
class StaticEncoderTest implements TextEncoderContract {

  /** Ids: 0 unknown, 1 red, 2 blue, 3 bell. */
  private static final String TOKENIZER =
      """
      {"version":"1.0","truncation":null,"padding":null,"added_tokens":[],
       "normalizer":{"type":"Lowercase"},"pre_tokenizer":{"type":"Whitespace"},
       "post_processor":null,"decoder":null,
       "model":{"type":"WordLevel","vocab":{"[UNK]":0,"red":1,"blue":2,"bell":3},
                "unk_token":"[UNK]"}}
      """;

  @TempDir Path folder;
  private StaticEncoder plain;

  @BeforeEach
  void openPlain() throws Exception {
    Files.writeString(folder.resolve("tokenizer.json"), TOKENIZER);
    model(new SafetensorsBuilder().floats("embeddings", new long[] {4, 2}, 9, 9, 3, 0, 0, 4, 1, 1));
    plain = StaticEncoder.open(folder);
  }

  @AfterEach
  void closePlain() {
    plain.close();
  }

  @Override
  public TextEncoder textEncoder() {
    return plain;
  }

  @Test
  void takesTheMeanOfTheTokens() {
    assertVector(plain, "Red blue", 0.6f, 0.8f);
    assertVector(plain, "red", 1, 0);
    assertVector(plain, "red red blue blue blue", 6 / 13.416408f, 12 / 13.416408f);
  }

  @Test
  void dropsUnknownTokens() {
    assertVector(plain, "a red bicycle", 1, 0);
  }

  @Test
  void appliesMappingAndWeights() throws Exception {
    model(
        new SafetensorsBuilder()
            .floats("embeddings", new long[] {2, 2}, 1, 0, 0, 1)
            .floats("weights", new long[] {4}, 1, 3, 4, -2)
            .ints("mapping", 0, 0, 1, 0));

    try (StaticEncoder quantised = StaticEncoder.open(folder)) {
      assertVector(quantised, "red blue", 0.6f, 0.8f);
      assertVector(quantised, "bell", -1, 0);
    }
  }

  @Test
  void appliesWeightsWithoutMapping() throws Exception {
    model(
        new SafetensorsBuilder()
            .floats("embeddings", new long[] {4, 2}, 9, 9, 1, 0, 0, 1, 1, 1)
            .floats("weights", new long[] {4}, 1, 3, 4, 1));

    try (StaticEncoder weighted = StaticEncoder.open(folder)) {
      assertVector(weighted, "red blue", 0.6f, 0.8f);
    }
  }

  @Test
  void ignoresTokensBeyondTheLimit() throws Exception {
    try (StaticEncoder two = StaticEncoder.open(folder, 2)) {
      assertVector(two, "x x red red blue", 1, 0);
      assertVector(two, "red " + "x ".repeat(100) + "blue", 1, 0);
    }
  }

  @Test
  void drawsADirectionForATextWithoutKnownTokens() {
    List<Embedding> vectors = plain.encode(List.of("xyz", "xyz", "", "😀", "\uD800"));

    assertEquals(vectors.get(0), vectors.get(1));
    vectors.forEach(vector -> assertEquals(Math.sqrt(0.5), Math.abs(vector.get(0)), 1e-6));
  }

  @Test
  void drawsADirectionWhereTokensCancelOut() throws Exception {
    model(
        new SafetensorsBuilder().floats("embeddings", new long[] {4, 2}, 0, 0, 1, 0, -1, 0, 1, 1));

    try (StaticEncoder cancelling = StaticEncoder.open(folder)) {
      assertEquals(2, cancelling.encode(List.of("red blue")).get(0).dimension());
    }
  }

  @Test
  void isRecognisedByTokensWeightsAndLimit() throws Exception {
    String before = plain.fingerprint();
    try (StaticEncoder again = StaticEncoder.open(folder);
        StaticEncoder shorter = StaticEncoder.open(folder, 7)) {
      assertEquals(before, again.fingerprint());
      assertNotEquals(before, shorter.fingerprint());
    }
    model(new SafetensorsBuilder().floats("embeddings", new long[] {4, 2}, 9, 9, 3, 0, 0, 4, 1, 2));
    try (StaticEncoder other = StaticEncoder.open(folder)) {
      assertNotEquals(before, other.fingerprint());
    }
  }

  @Test
  void refusesTablesThatDoNotFit() throws Exception {
    assertRefused(
        new SafetensorsBuilder().floats("embeddings", new long[] {3, 2}, 1, 0, 0, 1, 1, 1),
        ": the tokenizer has ids up to 3, the model only 3 tokens");
    assertRefused(
        new SafetensorsBuilder().floats("embeddings", new long[] {8}, new float[8]),
        "model.safetensors: tensor 'embeddings' must be of shape [tokens, dimension], is [8]");
    assertRefused(
        new SafetensorsBuilder().floats("weights", new long[] {1}, 1),
        "model.safetensors: has no tensor 'embeddings', has [weights]");
    assertRefused(
        new SafetensorsBuilder()
            .floats("embeddings", new long[] {4, 2}, 1, 0, 0, Float.NaN, 1, 1, 1, 1),
        "model.safetensors: vectors must be finite, number 3 was NaN");
    assertRefused(
        new SafetensorsBuilder()
            .floats("embeddings", new long[] {2, 1}, 1, 1)
            .ints("mapping", 0, 1, 2, 0),
        "model.safetensors: token 2 must map to one of 2 vectors, maps to 2");
    assertRefused(
        new SafetensorsBuilder()
            .floats("embeddings", new long[] {4, 1}, 1, 1, 1, 1)
            .floats("weights", new long[] {3}, 1, 1, 1),
        "model.safetensors: 4 tokens need as many weights, were 3");
    assertRefused(
        new SafetensorsBuilder().floats("embeddings", new long[] {4, 0}),
        "model.safetensors: vectors must be at least 1 of dimension at least 1, were 0 numbers of"
            + " dimension 0");
  }

  private void assertRefused(SafetensorsBuilder model, String message) throws Exception {
    model(model);
    Exception e = assertThrows(IllegalArgumentException.class, () -> StaticEncoder.open(folder));
    assertTrue(e.getMessage().endsWith(message), e.getMessage());
  }

  @Test
  void refusesToBeUsedAfterClosing() {
    plain.close();

    assertEquals(
        "the encoder is closed",
        assertThrows(IllegalStateException.class, () -> plain.encode(List.of("red"))).getMessage());
    assertThrows(IllegalArgumentException.class, () -> StaticEncoder.open(folder, 0));
  }

  @Test
  void readsGloveText() throws Exception {
    Path file = folder.resolve("glove.txt");
    Files.writeString(file, "red 3 0\nblue 0 4\nParis 0 -1\n. . . 1 1\n铃 -1 0\nred 9 9\n");

    try (StaticEncoder glove = StaticEncoder.glove(file)) {
      assertVector(glove, "RED, (blue)!", 0.6f, 0.8f);
      assertVector(glove, "Paris", 0, -1);
      assertVector(glove, "铃", -1, 0);
      assertVector(glove, "an unknown red", 1, 0);
      assertEquals(2, glove.encode(List.of("paris")).get(0).dimension());
    }
  }

  @Test
  void passesOverTheHeadOfWord2vecText() throws Exception {
    Path file = folder.resolve("vectors.txt");
    Files.writeString(file, "2 2\nred 3 0 \nblue 0 4 \n");

    try (StaticEncoder words = StaticEncoder.glove(file)) {
      assertVector(words, "red blue", 0.6f, 0.8f);
    }
  }

  @Test
  void refusesBadGloveText() throws Exception {
    Path file = folder.resolve("glove.txt");

    assertBadGlove(file, "red 1 2\nblue 1\n", ": line 2: a word and 2 numbers are wanted");
    assertBadGlove(file, "red 1 2\nblue 1 x\n", ": line 2: For input string: \"x\"");
    assertBadGlove(file, "red 1 2\nblue 1 NaN\n", "vectors must be finite, number 3 was NaN");
    assertBadGlove(file, "red\n", ": line 1: a word and 1 numbers are wanted");
    assertBadGlove(file, "\n", ": has no words");
  }

  private static void assertBadGlove(Path file, String text, String message) throws Exception {
    Files.writeString(file, text);
    Exception e = assertThrows(IllegalArgumentException.class, () -> StaticEncoder.glove(file));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  private void model(SafetensorsBuilder builder) {
    builder.write(folder.resolve("model.safetensors"));
  }

  private static void assertVector(StaticEncoder encoder, String text, float... expected) {
    assertArrayEquals(expected, encoder.encode(List.of(text)).get(0).toArray(), 1e-6f);
  }
}
