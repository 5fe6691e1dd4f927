package io.llmrec.embed.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {

  @Test
  void writesWhatTheReaderReads(@TempDir Path folder) {
    Path file = folder.resolve("some.safetensors");
    float[] matrix = {1, -2.5f, Float.MIN_VALUE, 3e38f, 0, -0f};

    new SafetensorsWriter()
        .metadata("name", "a \"quoted\" 名 <text>\n")
        .tensor("matrix", matrix, 2, 3)
        .tensor("one", new float[] {7}, 1)
        .write(file);

    SafetensorsFile read = SafetensorsFile.open(file);
    assertEquals(Map.of("name", "a \"quoted\" 名 <text>\n"), read.metadata());
    assertEquals(List.of(2L, 3L), read.tensor("matrix").shape());
    assertArrayEquals(matrix, read.floats("matrix"));
    assertArrayEquals(new float[] {7}, read.floats("one"));
    assertFalse(Files.exists(folder.resolve("some.safetensors.partial")));
  }

  @Test
  void asksForALongTensorPieceByPiece(@TempDir Path folder) {
    Path file = folder.resolve("long.safetensors");
    int rows = 90_001;

    new SafetensorsWriter()
        .tensor(
            "long",
            (from, target, length) -> {
              for (int i = 0; i < length; i++) {
                target[i] = from + i;
              }
            },
            rows,
            3)
        .write(file);

    float[] read = SafetensorsFile.open(file).floats("long");
    assertEquals(3 * rows, read.length);
    for (int i = 0; i < read.length; i++) {
      assertEquals(i, read[i]);
    }
  }

  @Test
  void replacesAFileAsAWhole(@TempDir Path folder) {
    Path file = folder.resolve("some.safetensors");
    new SafetensorsWriter().tensor("a", new float[1_000], 1_000).write(file);
    new SafetensorsWriter().tensor("b", new float[] {1}, 1).write(file);

    assertEquals(List.of("b"), List.copyOf(SafetensorsFile.open(file).tensors().keySet()));
  }

  @Test
  void refusesWhatDoesNotFit(@TempDir Path folder) {
    SafetensorsWriter writer = new SafetensorsWriter().tensor("a", new float[2], 2);

    assertEquals(
        "tensor 'b' must have 6 values, has 5",
        assertThrows(IllegalArgumentException.class, () -> writer.tensor("b", new float[5], 2, 3))
            .getMessage());
    assertEquals(
        "tensor 'a' is there already",
        assertThrows(IllegalArgumentException.class, () -> writer.tensor("a", new float[1], 1))
            .getMessage());
    assertThrows(
        UncheckedIOException.class, () -> writer.write(folder.resolve("no").resolve("file")));
  }
}
