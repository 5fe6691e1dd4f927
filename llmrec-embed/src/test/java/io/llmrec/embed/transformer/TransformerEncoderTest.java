package io.llmrec.embed.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.testing.TextEncoderContract;
import io.llmrec.embed.SharedData;
import io.llmrec.embed.architecture.Pooling;
import io.llmrec.embed.reference.ReferenceModels;
import io.llmrec.embed.torch.Compute;
import io.llmrec.embed.torchscript.ArchiveCache;
import io.llmrec.embed.torchscript.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformerEncoderTest implements TextEncoderContract {

  private static final String LONG =
      String.join(" ", IntStream.range(0, 300).mapToObj(i -> "w" + (4 + i % 100)).toList());

  @TempDir Path folder;

  private final List<TransformerEncoder> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(TransformerEncoder::close);
  }

  @Override
  public TextEncoder textEncoder() {
    return open("bert", options());
  }

  @Test
  void givesResultsInTheOrderOfTheTexts() {
    TransformerEncoder encoder = open("bert", options().batchTokens(16));
    List<String> texts =
        IntStream.range(0, 50).mapToObj(i -> ("w" + (4 + i) + " ").repeat(1 + i * 7 % 13)).toList();

    List<Embedding> together = encoder.encode(texts);

    for (int i = 0; i < texts.size(); i++) {
      float[] alone = encoder.encode(List.of(texts.get(i))).get(0).toArray();
      for (int c = 0; c < alone.length; c++) {
        assertEquals(alone[c], together.get(i).get(c), 1e-5);
      }
    }
  }

  @Test
  void putsThePrefixBeforeEveryText() {
    assertSame(
        open("bert", options().prefix("w7 w8 ")).encode(List.of("w9")).get(0),
        open("bert", options()).encode(List.of("w7 w8 w9")).get(0));
  }

  @Test
  void readsOnlyTheBeginningOfALongText() {
    TransformerEncoder encoder = open("bert", options().maxTokens(10));

    assertSame(
        encoder.encode(List.of(LONG)).get(0),
        encoder.encode(List.of("w4 w5 w6 w7 w8 w9 w10 w11")).get(0));
  }

  @Test
  void averagesTheWindowsOfALongText() {
    EncoderOptions.Builder averaging = options().maxTokens(6).longText(LongText.average(2));
    List<Embedding> windows =
        open("bert", options()).encode(List.of("w4 w5 w6 w7", "w6 w7 w8 w9", "w7 w8 w9 w10"));
    float[] sum = new float[windows.get(0).dimension()];
    for (Embedding window : windows) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += window.get(i);
      }
    }

    Embedding averaged = open("bert", averaging).encode(List.of("w4 w5 w6 w7 w8 w9 w10")).get(0);

    assertSame(Embedding.of(sum), averaged);
  }

  @Test
  void keepsTheFirstComponents() {
    Embedding whole = open("bert", options()).encode(List.of("w5 w6")).get(0);
    TransformerEncoder cut = open("bert", options().dimension(16));

    Embedding first = cut.encode(List.of("w5 w6")).get(0);

    assertEquals(16, cut.dimension());
    assertEquals(16, first.dimension());
    assertEquals(whole.get(3) / whole.get(7), first.get(3) / first.get(7), 1e-3);
  }

  @Test
  void followsTheModulesOfASentenceTransformersFolder() throws IOException {
    Path model = ReferenceModels.copy("bert", folder.resolve("st"));
    Files.writeString(
        model.resolve("modules.json"),
        """
        [{"idx":0,"name":"0","path":"","type":"sentence_transformers.models.Transformer"},
         {"idx":1,"name":"1","path":"1_Pooling","type":"sentence_transformers.models.Pooling"},
         {"idx":2,"name":"2","path":"2_Normalize","type":"sentence_transformers.models.Normalize"}]
        """);
    Files.createDirectories(model.resolve("1_Pooling"));
    Files.writeString(
        model.resolve("1_Pooling/config.json"),
        "{\"word_embedding_dimension\":128,\"pooling_mode_cls_token\":true}");
    Files.writeString(model.resolve("sentence_bert_config.json"), "{\"max_seq_length\":4}");
    Files.writeString(
        model.resolve("config_sentence_transformers.json"),
        "{\"prompts\":{\"query\":\"w30 \",\"passage\":\"\"},\"default_prompt_name\":null}");

    TransformerEncoder asked = open(model, options().prompt("query"));

    assertSame(
        open("bert", options().pooling(Pooling.CLS)).encode(List.of("w30 w5")).get(0),
        asked.encode(List.of("w5 w6 w7")).get(0));
    Exception error =
        assertThrows(
            IllegalArgumentException.class, () -> open(model, options().prompt("question")));
    assertEquals(model + ": has no prompt 'question', has [passage, query]", error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT8", "BF16"})
  void reportsHowCloseAPrecisionComes(Precision precision) {
    TransformerEncoder exact = open("bert", options());
    TransformerEncoder rough = open("bert", options().precision(precision));

    PrecisionReport report = rough.compareTo(exact, List.of("w4 w5", "w9", LONG));

    assertEquals(3, report.texts());
    assertTrue(report.leastCosine() > 0.999 && report.meanCosine() >= report.leastCosine());
    assertTrue(report.leastCosine() < 1);
    assertNotEquals(exact.fingerprint(), rough.fingerprint());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u0000\u0007", "\ud83d", "\udc00 x", "😀🎬", "推荐 w5 נ é"})
  void takesAnyText(String text) {
    assertEquals(128, open("bert", options()).encode(List.of(text)).get(0).dimension());
    assertEquals(128, open("llama", options()).encode(List.of(text)).get(0).dimension());
  }

  @Test
  void takesAMegabyte() {
    String huge = "w5 w6 ".repeat(170_000);
    EncoderOptions.Builder options = options().longText(LongText.average(0));

    assertEquals(128, open("bert", options).encode(List.of(huge, "w4")).get(0).dimension());
  }

  @Test
  void namesTheMissingTensor() throws IOException {
    Path model = ReferenceModels.copy("bert", folder.resolve("m"));
    String config = Files.readString(model.resolve("config.json"));
    Files.writeString(
        model.resolve("config.json"),
        config.replace("\"num_hidden_layers\": 3", "\"num_hidden_layers\": 4"));

    Exception error = assertThrows(IllegalArgumentException.class, () -> open(model, options()));

    assertTrue(
        error
            .getMessage()
            .startsWith(
                model.resolve("config.json")
                    + ": tensor 'encoder.layer.3.attention.self.query.weight' is missing"),
        error.getMessage());
  }

  @Test
  void namesTheTensorOfAnotherShape() throws IOException {
    Path model = ReferenceModels.copy("bert", folder.resolve("m"));
    String config = Files.readString(model.resolve("config.json"));
    Files.writeString(
        model.resolve("config.json"),
        config.replace("\"intermediate_size\": 256", "\"intermediate_size\": 512"));

    Exception error = assertThrows(IllegalArgumentException.class, () -> open(model, options()));

    assertEquals(
        model.resolve("config.json")
            + ": tensor 'bert.encoder.layer.0.intermediate.dense.weight' must be of shape"
            + " [512, 128] as config.json says, is of [256, 128]",
        error.getMessage());
  }

  @Test
  void namesTheArchitectureItDoesNotKnow() throws IOException {
    Path model = ReferenceModels.copy("bert", folder.resolve("m"));
    Files.writeString(model.resolve("config.json"), "{\"model_type\":\"mamba\"}");

    Exception error = assertThrows(IllegalArgumentException.class, () -> open(model, options()));

    assertEquals(
        model.resolve("config.json")
            + ": the architecture 'mamba' is not supported, supported are [bert, camembert,"
            + " distilbert, modernbert, mpnet, roberta, xlm-roberta] and [llama, mistral, qwen2,"
            + " qwen3]",
        error.getMessage());
  }

  @Test
  void saysWhichFileIsMissing() throws IOException {
    Path model = ReferenceModels.copy("bert", folder.resolve("m"));
    Files.delete(model.resolve("tokenizer.json"));

    Exception error = assertThrows(UncheckedIOException.class, () -> open(model, options()));

    assertTrue(
        error.getMessage().startsWith(model.resolve("tokenizer.json") + ": cannot be read"),
        error.getMessage());
  }

  @Test
  void refusesAFileThatIsCutShort() throws IOException {
    Path model = ReferenceModels.copy("bert", folder.resolve("m"));
    byte[] bytes = Files.readAllBytes(model.resolve("model.safetensors"));
    Files.write(model.resolve("model.safetensors"), Arrays.copyOf(bytes, bytes.length / 2));

    assertThrows(IllegalArgumentException.class, () -> open(model, options()));
  }

  @Test
  void saysWhatCudaNeeds() {
    Exception error =
        assertThrows(
            IllegalStateException.class, () -> open("bert", options().compute(Compute.CUDA)));

    assertTrue(error.getMessage().startsWith("CUDA was asked for, but the engine finds no GPU"));
    assertEquals(
        "precision INT8 runs on the CPU only, not on CUDA",
        assertThrows(
                IllegalArgumentException.class,
                () -> options().precision(Precision.INT8).compute(Compute.CUDA).build())
            .getMessage());
  }

  @Test
  void saysThatItIsClosed() {
    TransformerEncoder encoder = open("bert", options());
    encoder.close();

    assertThrows(IllegalStateException.class, () -> encoder.encode(List.of("w4")));
  }

  @Test
  void runsAForeignArchive() {
    Path model = SharedData.require("models/static-en-114d");
    TransformerEncoder encoder =
        TransformerEncoder.openScript(
            model.resolve("model_torchscript.pt"),
            model.resolve("tokenizer.json"),
            options().build());
    opened.add(encoder);

    List<Embedding> vectors =
        encoder.encode(
            List.of("a man rides a horse", "someone is riding a horse", "stock prices fell"));

    assertEquals(114, encoder.dimension());
    assertEquals(0.82, vectors.get(0).dot(vectors.get(1)), 0.005);
    assertEquals(-0.12, vectors.get(0).dot(vectors.get(2)), 0.005);
  }

  private static void assertSame(Embedding wanted, Embedding found) {
    assertEquals(1, wanted.dot(found), 1e-5);
  }

  private static EncoderOptions.Builder options() {
    return EncoderOptions.builder().cache(ArchiveCache.in(ReferenceModels.cache()));
  }

  private TransformerEncoder open(String model, EncoderOptions.Builder options) {
    return open(ReferenceModels.folder(model), options);
  }

  private TransformerEncoder open(Path model, EncoderOptions.Builder options) {
    TransformerEncoder encoder = TransformerEncoder.open(model, options.build());
    opened.add(encoder);
    return encoder;
  }
}
