package io.llmrec.embed.languagemodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.ScoringLanguageModel.TextScore;
import io.llmrec.embed.architecture.Architectures;
import io.llmrec.embed.architecture.CausalGraph;
import io.llmrec.embed.architecture.NetworkFiles;
import io.llmrec.embed.reference.ReferenceModels;
import io.llmrec.embed.torch.Compute;
import io.llmrec.embed.torch.TorchModule;
import io.llmrec.embed.torchscript.ArchiveCache;
import io.llmrec.embed.torchscript.Precision;
import io.llmrec.embed.torchscript.ScriptBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a Python implementation without cache and without batches. */
class LocalLanguageModelReferenceTest {

  private static final int[] BOS = {1};

  @ParameterizedTest
  @ValueSource(strings = {"llama", "mistral", "qwen2", "qwen3", "llama-yarn", "llama-longrope"})
  void scoresTextsAsTheReference(String model) {
    JsonArray wanted = ReferenceModels.expected(model).getAsJsonArray("log_probabilities");
    try (LocalLanguageModel opened = open(model, Precision.F32)) {
      List<TextScore> scores = opened.score(texts(model));
      for (int i = 0; i < wanted.size() - 1; i++) {
        double tolerance = 1e-5 * Math.max(1, -wanted.get(i).getAsDouble());
        assertEquals(wanted.get(i).getAsDouble(), scores.get(i).logProbability(), tolerance);
      }
    }
  }

  /** A batch of unequal length, read with the cache: the whole prompt, or its last token alone. */
  @ParameterizedTest
  @ValueSource(strings = {"llama", "mistral", "qwen2", "qwen3"})
  void tellsTheNextTokenAsTheReference(String model) {
    assertTrue(leastCosine(model, Precision.F32, 0) > 1 - 1e-9);
    assertTrue(leastCosine(model, Precision.F32, 1) > 1 - 1e-9);
    assertTrue(leastCosine(model, Precision.BF16, 1) > 0.9999, "BF16");
    assertTrue(leastCosine(model, Precision.INT8, 1) > ReferenceModels.leastInt8Cosine(), "INT8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama", "mistral", "qwen2", "qwen3", "llama-yarn", "llama-longrope"})
  void continuesGreedilyAsTheReference(String model) {
    List<Prompt> prompts =
        texts(model).stream()
            .map(text -> Prompt.of(text).with(GenerationOptions.DEFAULT.withMaxTokens(8)))
            .toList();
    try (LocalLanguageModel opened = open(model, Precision.F32)) {
      List<Reply> together = opened.completeAll(prompts);
      for (int i = 0; i < prompts.size(); i++) {
        String wanted = words(ReferenceModels.expected(model), i);
        assertEquals(wanted, together.get(i).text().strip());
        assertEquals(wanted, opened.complete(prompts.get(i)).text().strip());
      }
    }
  }

  /** The words up to the end-of-text token; special ones are not written. */
  private static String words(JsonObject expected, int text) {
    List<Integer> ids =
        expected.getAsJsonArray("greedy").get(text).getAsJsonArray().asList().stream()
            .map(JsonElement::getAsInt)
            .toList();
    List<Integer> before = ids.contains(2) ? ids.subList(0, ids.indexOf(2)) : ids;
    return String.join(" ", before.stream().filter(id -> id > 3).map(id -> "w" + id).toList());
  }

  /**
   * Between our log-probabilities of the next token and the reference's.
   *
   * @param apart how many last tokens are read one by one
   */
  private static double leastCosine(String model, Precision precision, int apart) {
    List<int[]> all = texts(model).stream().map(LocalLanguageModelReferenceTest::ids).toList();
    List<int[]> prompts = all.stream().filter(ids -> ids.length > 1).toList();
    NetworkFiles files = NetworkFiles.open(ReferenceModels.folder(model));
    CausalGraph graph = Architectures.causal(files.config(), files.tensors());
    ScriptBuilder script = new ScriptBuilder(precision);
    graph.write(script);
    try (CachedModel network =
        new CachedModel(
            TorchModule.open(
                ArchiveCache.in(ReferenceModels.cache())
                    .archive("test " + model + precision, script::build),
                Compute.CPU,
                1),
            graph,
            64,
            new PrefixCache(0))) {
      float[][] scores = network.read(reader -> read(reader, prompts, apart));
      JsonArray wanted = ReferenceModels.expected(model).getAsJsonArray("next");
      return IntStream.range(0, scores.length)
          .mapToDouble(i -> cosine(scores[i], wanted.get(i).getAsJsonArray()))
          .min()
          .orElse(0);
    }
  }

  private static float[][] read(CausalModel.Reader reader, List<int[]> prompts, int apart) {
    List<int[]> starts =
        prompts.stream().map(ids -> Arrays.copyOf(ids, ids.length - apart)).toList();
    float[][] scores = reader.start(starts, 64);
    return apart == 0
        ? scores
        : reader.next(prompts.stream().mapToInt(ids -> ids[ids.length - 1]).toArray());
  }

  private static double cosine(float[] scores, JsonArray wanted) {
    double dot = 0;
    double ours = 0;
    double theirs = 0;
    for (int i = 0; i < scores.length; i++) {
      double a = Scores.logProbability(scores, i);
      double b = wanted.get(i).getAsDouble();
      dot += a * b;
      ours += a * a;
      theirs += b * b;
    }
    return dot / Math.sqrt(ours * theirs);
  }

  private static int[] ids(String text) {
    int[] words =
        text.isEmpty()
            ? new int[0]
            : Arrays.stream(text.split(" "))
                .mapToInt(word -> Integer.parseInt(word.substring(1)))
                .toArray();
    return IntStream.concat(Arrays.stream(BOS), Arrays.stream(words)).toArray();
  }

  private static List<String> texts(String model) {
    return ReferenceModels.expected(model).getAsJsonArray("texts").asList().stream()
        .map(JsonElement::getAsString)
        .toList();
  }

  private static LocalLanguageModel open(String model, Precision precision) {
    return LocalLanguageModel.open(
        ReferenceModels.folder(model),
        LocalModelOptions.builder()
            .precision(precision)
            .cache(ArchiveCache.in(ReferenceModels.cache()))
            .build());
  }
}
