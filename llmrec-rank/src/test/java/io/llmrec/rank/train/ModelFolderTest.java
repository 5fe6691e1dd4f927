package io.llmrec.rank.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {

  private static final ObjectNode SETTINGS =
      JsonNodeFactory.instance.objectNode().put("rows", 9).put("rate", 0.1f);
  private static final ModelManifest MANIFEST =
      ModelManifest.of("tiny", SETTINGS, "abc")
          .withMetric("auc", 0.75)
          .withList("ids", List.of("a", "tab\there", "line\nend", ""));

  @TempDir private Path folder;

  private final TinyNetwork network = new TinyNetwork(9, 0, 3);

  @Test
  void givesBackWhatItKept() {
    String fingerprint = ModelFolder.write(folder, MANIFEST, network);

    ModelFolder opened = ModelFolder.open(folder, "tiny");
    TinyNetwork other = new TinyNetwork(9, 0, 4);
    opened.load(other);

    assertEquals(fingerprint, opened.fingerprint());
    assertEquals(MANIFEST.lists(), opened.manifest().lists());
    assertEquals(MANIFEST.metrics(), opened.manifest().metrics());
    assertEquals("abc", opened.manifest().dataHash());
    assertEquals(9, opened.manifest().settings().path("rows").asInt());
    for (String name : network.weights().names()) {
      assertArrayEquals(network.weights().values(name), other.weights().values(name));
    }
    for (int row = 0; row < 9; row++) {
      assertArrayEquals(network.table().row(row), other.table().row(row));
    }
  }

  @Test
  void hasAFingerprintOfItsContent(@TempDir Path second) {
    String one = ModelFolder.write(folder, MANIFEST, network);
    assertEquals(one, ModelFolder.write(second, MANIFEST.withMetric("auc", 0.5), network));
    network.weights().values("b2")[0] += 1e-6f;
    String weights = ModelFolder.write(second, MANIFEST, network);
    assertNotEquals(one, weights);
    ModelManifest list = MANIFEST.withList("ids", List.of("b"));
    assertNotEquals(weights, ModelFolder.write(second, list, network));
  }

  @Test
  void replacesAModelAndItsFiles() throws IOException {
    ModelFolder.write(folder, MANIFEST, network);
    network.weights().values("b2")[0] = 5;
    ModelFolder.write(folder, MANIFEST, network);

    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(3, files.count());
    }
    TinyNetwork other = new TinyNetwork(9, 0, 4);
    ModelFolder.open(folder, "tiny").load(other);
    assertEquals(5, other.weights().values("b2")[0]);
  }

  private String refusal() {
    return assertThrows(IllegalArgumentException.class, () -> ModelFolder.open(folder, "tiny"))
        .getMessage();
  }

  private Path weights() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".safetensors")).findFirst().orElseThrow();
    }
  }

  private void manifest(String from, String to) throws IOException {
    Path file = folder.resolve("manifest.json");
    String text = Files.readString(file);
    assertTrue(text.contains(from), text);
    Files.writeString(file, text.replace(from, to));
  }

  @Test
  void refusesTruncatedWeights() throws IOException {
    ModelFolder.write(folder, MANIFEST, network);
    byte[] bytes = Files.readAllBytes(weights());
    Files.write(weights(), Arrays.copyOf(bytes, bytes.length - 5));

    assertTrue(refusal().startsWith(weights().toString()), refusal());
  }

  @Test
  void refusesAlteredWeights() throws IOException {
    ModelFolder.write(folder, MANIFEST, network);
    byte[] bytes = Files.readAllBytes(weights());
    bytes[bytes.length - 2] ^= 1;
    Files.write(weights(), bytes);

    assertTrue(refusal().startsWith(folder + ": has been altered: its fingerprint is "), refusal());
  }

  @Test
  void refusesAlteredSettings() throws IOException {
    ModelFolder.write(folder, MANIFEST, network);
    manifest("\"rows\" : 9", "\"rows\" : 8");

    assertTrue(refusal().contains("has been altered"), refusal());
  }

  @Test
  void refusesAnotherKindFormatOrVersion() throws IOException {
    ModelFolder.write(folder, ModelManifest.of("huge", SETTINGS, ""), network);
    Path file = folder.resolve("manifest.json");
    assertEquals(file + ": must hold a model of kind 'tiny', holds 'huge'", refusal());
    manifest("\"version\" : 1", "\"version\" : 2");
    assertEquals(file + ": is of version 2, version 1 is read", refusal());
    manifest("llmrec model", "other model");
    assertEquals(file + ": is no manifest of a trained model", refusal());
    Files.writeString(file, "{\"format\":");
    assertEquals(file + ": is not valid JSON", refusal());
  }

  @Test
  void followsNoPathOutOfTheFolder() throws IOException {
    ModelFolder.write(folder, MANIFEST, network);
    manifest(weights().getFileName().toString(), "../w.safetensors");

    assertTrue(refusal().endsWith("names the file '../w.safetensors', which is none beside it"));
  }

  @Test
  void refusesANetworkOfAnotherShape() {
    ModelFolder.write(folder, MANIFEST, network);
    ModelFolder opened = ModelFolder.open(folder, "tiny");

    String message =
        assertThrows(IllegalArgumentException.class, () -> opened.load(new TinyNetwork(8, 0, 3)))
            .getMessage();

    assertEquals(folder + ": 'table.ids' must be of shape [8, 4], is [9, 4]", message);
  }

  @Test
  void refusesWeightsThatAreNotFinite() {
    network.weights().values("w1")[2] = Float.NaN;
    ModelFolder.write(folder, MANIFEST, network);
    ModelFolder opened = ModelFolder.open(folder, "tiny");

    String message =
        assertThrows(IllegalArgumentException.class, () -> opened.load(new TinyNetwork(9, 0, 3)))
            .getMessage();

    assertEquals(folder + ": 'weight.w1' holds NaN, numbers must be finite", message);
  }

  @Test
  void refusesMetricsAndListsThatAreNone() {
    assertThrows(IllegalArgumentException.class, () -> MANIFEST.withMetric("x", Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> MANIFEST.withList("../x", List.of()));
    assertThrows(IllegalArgumentException.class, () -> ModelManifest.of(" ", SETTINGS, ""));
  }
}
