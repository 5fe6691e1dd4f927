package io.llmrec.embed.languagemodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.embed.reference.ReferenceModels;
import io.llmrec.embed.torchscript.ArchiveCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders of language models that are not what they must be, and texts that nobody expects. */
class BadModelFolderTest {

  @TempDir Path folder;

  private Path model;

  @BeforeEach
  void copy() throws IOException {
    model = ReferenceModels.copy("qwen2", folder.resolve("m"));
  }

  private LocalLanguageModel open() {
    return LocalLanguageModel.open(
        model, LocalModelOptions.builder().cache(ArchiveCache.in(ReferenceModels.cache())).build());
  }

  private String failure(Class<? extends Exception> kind) {
    return String.valueOf(assertThrows(kind, this::open).getMessage());
  }

  private void change(String file, String old, String fresh) throws IOException {
    String text = Files.readString(model.resolve(file));
    assertTrue(text.contains(old), text);
    Files.writeString(model.resolve(file), text.replace(old, fresh));
  }

  @Test
  void saysThatTheTokenizerIsMissing() throws IOException {
    Files.delete(model.resolve("tokenizer.json"));

    assertTrue(
        failure(UncheckedIOException.class)
            .startsWith(model.resolve("tokenizer.json") + ": cannot be read"));
  }

  @Test
  void namesTheMissingTensor() throws IOException {
    change("config.json", "\"num_hidden_layers\": 3", "\"num_hidden_layers\": 4");

    String message = failure(IllegalArgumentException.class);

    assertTrue(
        message.startsWith(
            model.resolve("config.json") + ": tensor 'layers.3.input_layernorm.weight' is missing"),
        message);
  }

  @Test
  void namesTheTensorOfAnotherShape() throws IOException {
    change("config.json", "\"vocab_size\": 200", "\"vocab_size\": 300");

    assertEquals(
        model.resolve("config.json")
            + ": tensor 'model.embed_tokens.weight' must be of shape [300, 128] as config.json"
            + " says, is of [200, 128]",
        failure(IllegalArgumentException.class));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {"8", "100", "30000"})
  void refusesWeightsThatAreCutShort(int length) throws IOException {
    byte[] bytes = Files.readAllBytes(model.resolve("model.safetensors"));
    Files.write(model.resolve("model.safetensors"), Arrays.copyOf(bytes, length));

    failure(IllegalArgumentException.class);
  }

  /** The same number of digits, so that the header keeps its length. */
  @Test
  void refusesWeightsThatLieAboutTheirPlace() throws IOException {
    Path file = model.resolve("model.safetensors");
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    String lying = bytes.replaceFirst("\"data_offsets\": \\[0, 1", "\"data_offsets\": [0, 9");
    Files.writeString(file, lying, StandardCharsets.ISO_8859_1);

    assertTrue(!lying.equals(bytes));
    failure(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "{\"rope_type\":\"ntk\"}#the scaling 'ntk' is not supported, supported are default,"
            + " dynamic, linear, llama3, longrope, yarn",
        "{\"rope_type\":\"longrope\",\"short_factor\":[1,2]}#'short_factor' must hold 16 numbers,"
            + " holds 2",
        "{\"rope_type\":\"longrope\"}#'short_factor' must be a list of numbers, is missing",
        "{\"rope_type\":\"longrope\",\"short_factor\":[\"a\"]}#'short_factor' must be a list of"
            + " numbers, is [\"a\"]",
        "{\"rope_type\":\"linear\"}#'factor' must be a number, is missing"
      })
  void namesTheScalingItDoesNotKnow(String scaling, String message) throws IOException {
    change("config.json", "\"model_type\"", "\"rope_scaling\": " + scaling + ", \"model_type\"");

    assertEquals(
        model.resolve("config.json") + ": 'rope_scaling': " + message,
        failure(IllegalArgumentException.class));
  }

  @Test
  void namesTheArchitecturesThereAre() throws IOException {
    change("config.json", "\"qwen2\"", "\"rwkv\"");

    assertEquals(
        model.resolve("config.json")
            + ": 'rwkv' is no language model that is supported, supported are [llama, mistral,"
            + " qwen2, qwen3]",
        failure(IllegalArgumentException.class));
  }

  @Test
  void scoresAMegabyte() {
    try (LocalLanguageModel opened = open()) {
      String huge = ("x".repeat(99) + " ").repeat(10_500);

      assertEquals(10_500, opened.score(List.of(huge)).get(0).tokens());
    }
  }
}
