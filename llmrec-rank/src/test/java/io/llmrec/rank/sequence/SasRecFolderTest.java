package io.llmrec.rank.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import io.llmrec.rank.train.ModelFolder;
import io.llmrec.rank.train.ModelManifest;
import io.llmrec.rank.train.TrainingOptions;
import io.llmrec.rank.transformer.TransformerShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SasRecFolderTest {

  private static final SasRecOptions SMALL =
      new SasRecOptions(new TransformerShape(8, 2, 8, 1), 6, 0.1, 0, 16);

  private static SasRecTrainer.Trained trained;

  @TempDir Path folder;

  @BeforeAll
  static void train() {
    trained =
        new SasRecTrainer(SMALL, TrainingOptions.builder().epochs(1).build()).train(Walks.of(9, 9));
  }

  @Test
  void givesBackTheSameModel() {
    SasRecFolder.write(folder, trained);

    SasRec opened = SasRecFolder.open(folder);

    assertEquals(trained.model().fingerprint(), opened.fingerprint());
    assertEquals(SMALL, opened.options());
    UserContext user =
        UserContext.of("u", List.of(Interaction.view("u", Walks.item(3), Instant.EPOCH)));
    List<String> ids = List.of(Walks.item(4), Walks.item(9));
    assertArrayEquals(trained.model().score(user, ids), opened.score(user, ids));
  }

  @Test
  void saysWhatItLearnedFrom() {
    SasRecFolder.write(folder, trained);

    ModelManifest manifest = ModelFolder.open(folder, "sasrec").manifest();

    assertEquals(trained.dataHash(), manifest.dataHash());
    assertEquals(Walks.ITEMS, manifest.lists().get("items").size());
  }

  @Test
  void refusesACutWeightsFile() throws IOException {
    SasRecFolder.write(folder, trained);
    Path weights = file(".safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    Files.write(weights, java.util.Arrays.copyOf(bytes, bytes.length - 8));

    Exception thrown =
        assertThrows(IllegalArgumentException.class, () -> SasRecFolder.open(folder));
    assertTrue(thrown.getMessage().contains(folder.toString()), thrown.getMessage());
  }

  @Test
  void refusesAnAlteredSetting() throws IOException {
    SasRecFolder.write(folder, trained);
    Path manifest = folder.resolve("manifest.json");
    Files.writeString(
        manifest, Files.readString(manifest).replaceFirst("\"length\"\\s*:\\s*6", "\"length\":5"));

    Exception thrown =
        assertThrows(IllegalArgumentException.class, () -> SasRecFolder.open(folder));
    assertTrue(thrown.getMessage().contains("has been altered"), thrown.getMessage());
  }

  @Test
  void refusesSettingsThatMakeNoModel() {
    ModelManifest manifest =
        ModelManifest.of(
                "sasrec",
                com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                    .objectNode()
                    .put("width", "8"),
                "")
            .withList("items", List.of("a"));
    ModelFolder.write(folder, manifest, trained.model().network());

    Exception thrown =
        assertThrows(IllegalArgumentException.class, () -> SasRecFolder.open(folder));
    assertEquals(
        folder + ": its settings cannot be used: 'width' must be a whole number, was \"8\"",
        thrown.getMessage());
  }

  private Path file(String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(one -> one.toString().endsWith(ending)).findFirst().orElseThrow();
    }
  }
}
