package io.llmrec.embed.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.encode.Embedding;
import io.llmrec.embed.architecture.Pooling;
import io.llmrec.embed.torch.Compute;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxEncoderTest {

  private static final String TOKENIZER =
      """
      {"version":"1.0","truncation":null,"padding":null,"added_tokens":[],"normalizer":null,
       "pre_tokenizer":{"type":"WhitespaceSplit"},"post_processor":null,"decoder":null,
       "model":{"type":"WordLevel","vocab":{"?":0,"red":1,"bell":2,"blue":3},"unk_token":"?"}}
      """;

  private static final float[][] TABLE = {{1, 1, 1}, {3, 0, 0}, {0, 4, 0}, {0, 0, 2}};

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("tokenizer.json"), TOKENIZER);
    Files.write(folder.resolve("model.onnx"), OnnxFile.lookup("input_ids", TABLE));
  }

  private TransformerEncoder open(String file, EncoderOptions.Builder options) {
    return TransformerEncoder.openOnnx(
        folder.resolve(file), folder.resolve("tokenizer.json"), options.build());
  }

  private static Embedding direction(float... numbers) {
    return Embedding.of(numbers);
  }

  @Test
  void poolsWhatTheFileGives() {
    try (TransformerEncoder encoder = open("model.onnx", EncoderOptions.builder())) {
      List<Embedding> vectors = encoder.encode(List.of("red bell", "blue", "red red bell blue"));

      assertEquals(3, encoder.dimension());
      assertEquals(1, vectors.get(0).dot(direction(3, 4, 0)), 1e-6);
      assertEquals(1, vectors.get(1).dot(direction(0, 0, 1)), 1e-6);
      assertEquals(1, vectors.get(2).dot(direction(6, 4, 2)), 1e-6);
    }
  }

  @Test
  void poolsAsItIsTold() {
    try (TransformerEncoder last =
        open("model.onnx", EncoderOptions.builder().pooling(Pooling.LAST))) {
      Embedding vector = last.encode(List.of("red bell", "red red red")).get(0);

      assertEquals(1, vector.dot(direction(0, 1, 0)), 1e-6);
    }
  }

  @Test
  void readsAsMuchAsIsAskedForOrTheConfigurationSays() throws IOException {
    String text = "red ".repeat(600) + "bell ".repeat(600);
    try (TransformerEncoder silent = open("model.onnx", EncoderOptions.builder());
        TransformerEncoder asked = open("model.onnx", EncoderOptions.builder().maxTokens(1_200))) {
      assertEquals(1, silent.encode(List.of(text)).get(0).dot(direction(1, 0, 0)), 1e-6);
      assertEquals(1, asked.encode(List.of(text)).get(0).dot(direction(3, 4, 0)), 1e-6);
    }
    Files.writeString(folder.resolve("config.json"), "{\"max_position_embeddings\":1200}");
    try (TransformerEncoder told = open("model.onnx", EncoderOptions.builder())) {
      assertEquals(1, told.encode(List.of(text)).get(0).dot(direction(3, 4, 0)), 1e-6);
    }
  }

  @Test
  void namesTheInputItDoesNotKnow() throws IOException {
    Files.write(folder.resolve("other.onnx"), OnnxFile.lookup("pixels", TABLE));

    Exception error =
        assertThrows(
            IllegalArgumentException.class, () -> open("other.onnx", EncoderOptions.builder()));

    assertEquals(
        folder.resolve("other.onnx")
            + ": the input 'pixels' is not supported, supported are [attention_mask, input_ids,"
            + " token_type_ids]",
        error.getMessage());
  }

  @Test
  void refusesWhatIsNoOnnxFile() throws IOException {
    Files.writeString(folder.resolve("bad.onnx"), "not a graph");

    Exception error =
        assertThrows(
            IllegalArgumentException.class, () -> open("bad.onnx", EncoderOptions.builder()));

    assertTrue(
        error.getMessage().startsWith(folder.resolve("bad.onnx") + ": is not an ONNX file"),
        error.getMessage());
  }

  /** In a JVM of its own, whose class path has no such engine. */
  @Test
  void namesTheEngineThatIsMissing() throws Exception {
    String classes =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("onnxruntime"))
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes,
                WithoutEngine.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    assertTrue(
        said.contains(
            "DJL's ONNX Runtime engine is not on the class path: add"
                + " ai.djl.onnxruntime:onnxruntime-engine"),
        said);
  }

  /** Opens the file and says what is wrong. */
  static final class WithoutEngine {

    public static void main(String[] arguments) {
      Path folder = Path.of(arguments[0]);
      try {
        TransformerEncoder.openOnnx(
            folder.resolve("model.onnx"),
            folder.resolve("tokenizer.json"),
            EncoderOptions.defaults());
      } catch (IllegalStateException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void runsOnTheProcessorOnly() {
    Exception error =
        assertThrows(
            IllegalArgumentException.class,
            () -> open("model.onnx", EncoderOptions.builder().compute(Compute.CUDA)));

    assertEquals("an ONNX file runs on the CPU only, not on CUDA", error.getMessage());
  }
}
