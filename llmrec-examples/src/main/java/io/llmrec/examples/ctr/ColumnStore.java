package io.llmrec.examples.ctr;

import io.llmrec.embed.safetensors.SafetensorsFile;
import io.llmrec.embed.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Keeps columns in a folder, so that they are made once for all cells and processes. */
final class ColumnStore {

  /** Part of each name: a change to how columns are made needs another. */
  private static final String VERSION = "v1";

  private final Path folder;

  ColumnStore(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("could not create " + folder + ": " + e, e);
    }
  }

  /**
   * The columns under a name.
   *
   * @param rows how many numbers each must have
   * @param made makes them where there are none
   */
  Columns get(String name, int rows, Supplier<Columns> made) {
    Path file = folder.resolve(name + "-" + VERSION + ".safetensors");
    if (Files.exists(file)) {
      return read(file, rows);
    }
    Columns columns = made.get();
    SafetensorsWriter writer = new SafetensorsWriter();
    columns.byName().forEach((column, values) -> writer.tensor(column, values, values.length));
    writer.write(file);
    return columns;
  }

  private static Columns read(Path path, int rows) {
    SafetensorsFile file = SafetensorsFile.open(path);
    Map<String, float[]> columns = new LinkedHashMap<>();
    for (String name : file.tensors().keySet()) {
      float[] values = file.floats(name);
      if (values.length != rows) {
        throw new IllegalArgumentException(
            "%s: column '%s' must have %d rows, has %d".formatted(path, name, rows, values.length));
      }
      columns.put(name, values);
    }
    return new Columns(columns);
  }
}
