package io.llmrec.embed.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.llmrec.core.rank.Ranker;
import io.llmrec.core.testing.RankerContract;
import io.llmrec.embed.reference.ReferenceModels;
import io.llmrec.embed.torchscript.ArchiveCache;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossEncoderTest implements RankerContract {

  private static CrossEncoder shared;

  @AfterAll
  static void close() {
    if (shared != null) {
      shared.close();
    }
  }

  @Override
  public Ranker ranker() {
    if (shared == null) {
      shared = open("bert");
    }
    return new CrossEncoderRanker(
        shared, context -> "w5 w" + (4 + context.request().limit()), item -> item.title());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bert",
        "roberta",
        "distilbert",
        "mpnet",
        "modernbert",
        "modernbert-mean",
        "llama",
        "qwen3"
      })
  void agreesWithTheReference(String model) {
    JsonObject expected = ReferenceModels.expected(model);
    JsonArray pairs = expected.getAsJsonArray("pairs");
    try (CrossEncoder encoder = open(model)) {
      for (int i = 0; i < pairs.size(); i++) {
        String query = pairs.get(i).getAsJsonArray().get(0).getAsString();
        String text = pairs.get(i).getAsJsonArray().get(1).getAsString();

        double[] scores = encoder.score(query, List.of("w8 ".repeat(30), text, "w7"));

        assertEquals(expected.getAsJsonArray("scores").get(i).getAsDouble(), scores[1], 1e-5);
      }
    }
  }

  @Test
  void cutsTheLongerText() {
    try (CrossEncoder encoder = open("bert")) {
      double[] scores =
          encoder.score("w5 w6", List.of("w9 ".repeat(1000), "w9 ".repeat(59), "w9 ".repeat(58)));

      assertEquals(scores[1], scores[0], 1e-5);
      assertTrue(Math.abs(scores[2] - scores[0]) > 1e-6);
      assertEquals(1, encoder.score("w5 ".repeat(1000), List.of("w6 ".repeat(1000))).length);
    }
  }

  @Test
  void scoresNothingForNoTexts() {
    try (CrossEncoder encoder = open("bert")) {
      assertArrayEquals(new double[0], encoder.score("w5", List.of()));
    }
  }

  @Test
  void namesTheHeadThatIsMissing() {
    Exception error = assertThrows(IllegalArgumentException.class, () -> open("mistral"));

    assertTrue(error.getMessage().contains("tensor 'score.weight' is missing"), error.getMessage());
  }

  @Test
  void takesAnyText() {
    List<String> texts =
        List.of(
            "",
            " ",
            "\u0000\u0007",
            "\ud83d",
            "\udc00 x",
            "😀🎬",
            "推荐 w5 נ é",
            "w5 w6 ".repeat(170_000));
    try (CrossEncoder encoder = open("modernbert")) {
      for (String query : texts) {
        for (double score : encoder.score(query, texts)) {
          assertTrue(Double.isFinite(score));
        }
      }
    }
  }

  private static CrossEncoder open(String model) {
    return CrossEncoder.open(
        ReferenceModels.folder(model),
        EncoderOptions.builder().cache(ArchiveCache.in(ReferenceModels.cache())).build());
  }
}
