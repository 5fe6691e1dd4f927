package io.llmrec.embed.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.llmrec.core.encode.Embedding;
import io.llmrec.embed.architecture.Pooling;
import io.llmrec.embed.reference.ReferenceModels;
import io.llmrec.embed.torchscript.ArchiveCache;
import io.llmrec.embed.torchscript.Precision;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a Python implementation of the same networks, texts of unequal length in one batch. */
class TransformerReferenceTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bert",
        "roberta",
        "distilbert",
        "mpnet",
        "modernbert",
        "llama",
        "mistral",
        "qwen2",
        "qwen3",
        "llama-yarn",
        "llama-longrope",
        "llama-dynamic"
      })
  void agreesWithTheReference(String model) {
    Pooling pooling = model.matches("(llama|mistral|qwen).*") ? Pooling.LAST : Pooling.MEAN;

    assertEquals(0, largestDifference(model, pooling), 1e-5);
    assertTrue(leastCosine(model, pooling, Precision.BF16) > 0.9999, "BF16");
    assertTrue(
        leastCosine(model, pooling, Precision.INT8) > ReferenceModels.leastInt8Cosine(), "INT8");
  }

  @ParameterizedTest
  @EnumSource(Pooling.class)
  void poolsAsTheReferenceDoes(Pooling pooling) {
    assertEquals(0, largestDifference("bert", pooling), 1e-5);
    assertEquals(0, largestDifference("qwen2", pooling), 1e-5);
  }

  /** A mean, and two linear layers behind it. */
  @Test
  void followsDenseLayers() {
    JsonObject expected = ReferenceModels.expected("sentence");
    EncoderOptions options =
        EncoderOptions.builder().cache(ArchiveCache.in(ReferenceModels.cache())).build();
    try (TransformerEncoder encoder =
        TransformerEncoder.open(ReferenceModels.folder("sentence"), options)) {
      List<Embedding> vectors = encoder.encode(texts("sentence"));

      assertEquals(16, encoder.dimension());
      for (int i = 0; i < vectors.size(); i++) {
        JsonArray wanted = expected.getAsJsonArray("vectors").get(i).getAsJsonArray();
        for (int c = 0; c < 16; c++) {
          assertEquals(wanted.get(c).getAsFloat(), vectors.get(i).get(c), 1e-5);
        }
      }
    }
  }

  private static List<String> texts(String model) {
    return ReferenceModels.expected(model).getAsJsonArray("texts").asList().stream()
        .map(JsonElement::getAsString)
        .toList();
  }

  private static double largestDifference(String model, Pooling pooling) {
    JsonObject expected = ReferenceModels.expected(model);
    List<Embedding> vectors = encode(model, pooling, Precision.F32);
    double largest = 0;
    for (int i = 0; i < vectors.size(); i++) {
      float[] wanted = wanted(expected, pooling, i);
      for (int c = 0; c < wanted.length; c++) {
        largest = Math.max(largest, Math.abs(wanted[c] - vectors.get(i).get(c)));
      }
    }
    return largest;
  }

  private static double leastCosine(String model, Pooling pooling, Precision precision) {
    JsonObject expected = ReferenceModels.expected(model);
    List<Embedding> vectors = encode(model, pooling, precision);
    double least = 1;
    for (int i = 0; i < vectors.size(); i++) {
      least = Math.min(least, vectors.get(i).dot(Embedding.of(wanted(expected, pooling, i))));
    }
    return least;
  }

  private static List<Embedding> encode(String model, Pooling pooling, Precision precision) {
    EncoderOptions options =
        EncoderOptions.builder()
            .pooling(pooling)
            .precision(precision)
            .cache(ArchiveCache.in(ReferenceModels.cache()))
            .build();
    try (TransformerEncoder encoder =
        TransformerEncoder.open(ReferenceModels.folder(model), options)) {
      return encoder.encode(texts(model));
    }
  }

  private static float[] wanted(JsonObject expected, Pooling pooling, int text) {
    JsonArray row =
        expected
            .getAsJsonObject("pooled")
            .getAsJsonArray(pooling.name())
            .get(text)
            .getAsJsonArray();
    float[] values = new float[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(i).getAsFloat();
    }
    return values;
  }
}
