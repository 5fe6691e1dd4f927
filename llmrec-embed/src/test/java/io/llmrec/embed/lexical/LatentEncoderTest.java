package io.llmrec.embed.lexical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.testing.TextEncoderContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatentEncoderTest implements TextEncoderContract {

  private static final List<String> SPACE = List.of("rocket", "moon", "orbit", "astronaut");
  private static final List<String> KITCHEN = List.of("oven", "bread", "flour", "baker");

  /** Texts of two of four words each, of two subjects that share one word. */
  private static List<String> subjects() {
    List<String> texts = new ArrayList<>();
    for (List<String> words : List.of(SPACE, KITCHEN)) {
      for (String first : words) {
        for (String second : words) {
          texts.add("the " + first + " " + second);
        }
      }
    }
    return texts;
  }

  @Override
  public TextEncoder textEncoder() {
    return LatentEncoder.fit(subjects(), 2);
  }

  private static double cosine(TextEncoder encoder, String a, String b) {
    List<Embedding> vectors = encoder.encode(List.of(a, b));
    return vectors.get(0).dot(vectors.get(1));
  }

  @Test
  void bringsTogetherWordsThatAreNeverInOneTextButInLikeOnes() {
    TextEncoder encoder = textEncoder();

    assertTrue(cosine(encoder, "rocket", "astronaut") > 0.9);
    assertTrue(cosine(encoder, "rocket", "bread") < 0.5);
  }

  @Test
  void findsTheLeadingSingularVectors() {
    // Two texts in each of three groups without a shared word: the three leading directions are the
    // groups, so that texts of a group are one vector and those of different ones orthogonal.
    List<String> texts = List.of("a b a", "a b b", "c d", "c d d", "e f", "e e f");
    TextEncoder encoder = LatentEncoder.fit(texts, 3);

    assertEquals(1, cosine(encoder, "a b", "a b b"), 0.05);
    assertEquals(0, cosine(encoder, "a b", "c d"), 1e-5);
    assertEquals(0, cosine(encoder, "c d", "e f"), 1e-5);
  }

  @Test
  void keepsCosinesWhenNothingIsLeftOut() {
    List<String> texts = List.of("a b", "b c", "c a", "a b c");
    TextEncoder encoder = LatentEncoder.fit(texts, 3);
    // Each word is in three of four texts: all are equally rare, so cosines are those of counts.
    assertEquals(0.5, cosine(encoder, "a b", "b c"), 1e-5);
    assertEquals(2 / Math.sqrt(6), cosine(encoder, "a b", "a b c"), 1e-5);
  }

  @Test
  void readsChineseByCharactersAndPairs() {
    List<String> texts = List.of("机器学习入门", "机器学习实践", "川菜家常做法", "川菜做法大全");
    TextEncoder encoder = LatentEncoder.fit(texts, 2);

    assertTrue(cosine(encoder, "机器学习", "学习入门实践") > cosine(encoder, "机器学习", "家常川菜") + 0.5);
  }

  @Test
  void givesTheSameVectorsWhenFittedAgain() {
    LatentEncoder first = LatentEncoder.fit(subjects(), 2);
    LatentEncoder second = LatentEncoder.fit(subjects(), 2);

    assertEquals(first.encode(SPACE), second.encode(SPACE));
    assertEquals(first.fingerprint(), second.fingerprint());
    assertNotEquals(
        first.fingerprint(), LatentEncoder.fit(subjects().subList(0, 20), 2).fingerprint());
  }

  @Test
  void refusesMoreDimensionsThanTheTextsHave() {
    IllegalArgumentException few =
        assertThrows(
            IllegalArgumentException.class,
            () -> LatentEncoder.fit(List.of("a b", "b a", "a c"), 3));
    IllegalArgumentException one =
        assertThrows(IllegalArgumentException.class, () -> LatentEncoder.fit(subjects(), 1));

    assertEquals(
        "dimension must be at most 2, that of 3 texts with 2 shared words, was 3",
        few.getMessage());
    assertEquals("dimension must be 2 to 1024, was 1", one.getMessage());
  }
}
