package io.llmrec.embed.staticvectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.encode.Embedding;
import io.llmrec.embed.SharedData;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a real distilled model: 29,524 tokens on 128 shared vectors. */
class StaticEncoderModelTest {

  private static StaticEncoder encoder;

  @BeforeAll
  static void open() {
    encoder = StaticEncoder.open(SharedData.require("models/model2vec-bge-base-vq128"));
  }

  @AfterAll
  static void close() {
    if (encoder != null) {
      encoder.close();
    }
  }

  /** The figures published with the model's conversion. */
  @Test
  void agreesWithTheReference() {
    assertEquals(0.63, cosine("a man rides a horse", "someone is riding a horse"), 0.005);
    assertEquals(-0.08, cosine("a man rides a horse", "stock prices fell"), 0.005);
  }

  @ParameterizedTest
  @CsvSource({
    "a song for children, music that kids sing, spare parts for trucks",
    "a thriller about a bank robbery, a film in which criminals rob a bank, a book of soup recipes",
    "running shoes for men, trainers for jogging, electric guitar strings",
    "learn to play the piano, music lessons for beginners, used car prices",
    "fresh bread, bakery, tax law"
  })
  void putsWhatMeansAlikeCloser(String text, String similar, String other) {
    assertTrue(
        cosine(text, similar) > cosine(text, other) + 0.1,
        cosine(text, similar) + " against " + cosine(text, other));
  }

  @Test
  void ignoresUnknownCharacters() {
    assertEquals(1, cosine("a horse", "a horse 铃"), 1e-6);
  }

  @Test
  void doesNotChangeByRepetition() {
    assertEquals(1, cosine("hello", "hello ".repeat(1000)), 1e-5);
  }

  private static float cosine(String one, String other) {
    List<Embedding> vectors = encoder.encode(List.of(one, other));
    return vectors.get(0).dot(vectors.get(1));
  }
}
