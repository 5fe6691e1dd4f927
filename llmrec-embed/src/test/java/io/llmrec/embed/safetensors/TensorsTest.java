package io.llmrec.embed.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorsTest {

  private static final String TWO =
      """
      {"metadata":{"total_size":20},
       "weight_map":{"b":"m-2.safetensors","a":"m-1.safetensors"}}
      """;

  @TempDir Path folder;

  @Test
  void readsOneFile() {
    shard("model.safetensors", "a", 1, 2);

    assertArrayEquals(new float[] {1, 2}, floats(Tensors.open(folder), "a", 2));
  }

  @Test
  void readsTensorsAcrossShards() throws IOException {
    twoShards();

    Tensors tensors = Tensors.open(folder);

    assertEquals(List.of("b", "a"), List.copyOf(tensors.tensors().keySet()));
    assertArrayEquals(new float[] {1, 2}, floats(tensors, "a", 2));
    assertArrayEquals(new float[] {3, 4, 5}, floats(tensors, "b", 3));
    assertEquals(List.of(3L), tensors.tensor("b").shape());
  }

  @Test
  void hashesWhatAllShardsHold() throws IOException {
    twoShards();
    String before = Tensors.open(folder).contentHash();
    shard("m-2.safetensors", "b", 3, 4, 6);

    assertNotEquals(before, Tensors.open(folder).contentHash());
  }

  @Test
  void namesTheTensorThatIsMissing() throws IOException {
    twoShards();
    Tensors tensors = Tensors.open(folder);

    Exception error = assertThrows(IllegalArgumentException.class, () -> tensors.tensor("c"));

    assertEquals(folder.resolve(Tensors.INDEX) + ": has no tensor 'c'", error.getMessage());
  }

  @Test
  void refusesAListThatAShardContradicts() throws IOException {
    twoShards();
    shard("m-2.safetensors", "other", 1);

    Exception error = assertThrows(IllegalArgumentException.class, () -> Tensors.open(folder));

    assertEquals(
        folder.resolve("m-2.safetensors") + ": has no tensor 'b', has [other]", error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"../m.safetensors", "/etc/passwd", "a/b.safetensors", "", "m.bin"})
  void opensNoFileElsewhere(String file) throws IOException {
    Files.writeString(folder.resolve(Tensors.INDEX), "{\"weight_map\":{\"a\":\"" + file + "\"}}");

    Exception error = assertThrows(IllegalArgumentException.class, () -> Tensors.open(folder));

    assertEquals(
        folder.resolve(Tensors.INDEX)
            + ": names the file '"
            + file
            + "', which is no safetensors file beside it",
        error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"weight_map\":3}", "{\"weight_map\":{\"a\":1}}", "{} x"})
  void refusesAListThatIsNone(String json) throws IOException {
    Files.writeString(folder.resolve(Tensors.INDEX), json);

    assertThrows(IllegalArgumentException.class, () -> Tensors.open(folder));
  }

  @Test
  void saysWhatItLookedFor() {
    Exception error = assertThrows(IllegalArgumentException.class, () -> Tensors.open(folder));

    assertEquals(
        folder + ": must hold model.safetensors or model.safetensors.index.json, holds neither",
        error.getMessage());
  }

  private void twoShards() throws IOException {
    shard("m-1.safetensors", "a", 1, 2);
    shard("m-2.safetensors", "b", 3, 4, 5);
    Files.writeString(folder.resolve(Tensors.INDEX), TWO);
  }

  private void shard(String file, String tensor, float... values) {
    new SafetensorsBuilder()
        .floats(tensor, new long[] {values.length}, values)
        .write(folder.resolve(file));
  }

  private static float[] floats(Tensors tensors, String name, int count) {
    float[] values = new float[count];
    tensors.copyFloats(name, 0, values, 0, count);
    return values;
  }
}
