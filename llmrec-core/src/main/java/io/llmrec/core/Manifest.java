package io.llmrec.core;

import io.llmrec.core.file.DurableFiles;
import io.llmrec.core.file.Escapes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a workspace holds; written last, so what it names is whole.
 *
 * @param generation number of the folder with vectors and index, from 1
 * @param catalog hash over all enriched items in their order
 * @param encoder what made the vectors
 */
record Manifest(int generation, String catalog, EncoderIdentity encoder) {

  private static final String FORMAT = "1";

  /** The manifest of a workspace, or null when nothing was ever finished there. */
  static @Nullable Manifest read(Path file) {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      Map<String, String> fields = new HashMap<>();
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          fields.put(line.substring(0, equals), Escapes.unescape(line.substring(equals + 1)));
        }
      }
      if (!FORMAT.equals(fields.get("format"))) {
        throw new IOException(
            "its format is " + fields.get("format") + ", this version reads " + FORMAT);
      }
      return new Manifest(
          Integer.parseInt(field(fields, "generation")),
          field(fields, "catalog"),
          new EncoderIdentity(field(fields, "encoder"), field(fields, "probe")));
    } catch (IOException | IllegalArgumentException e) {
      throw new StageException(
          "prepare",
          file + " cannot be read: " + e.getMessage() + "; rebuild makes vectors and index anew",
          e);
    }
  }

  private static String field(Map<String, String> fields, String name) throws IOException {
    String value = fields.get(name);
    if (value == null) {
      throw new IOException("field '" + name + "' is missing");
    }
    return value;
  }

  void write(Path file) {
    DurableFiles.write(
        file,
        "format=%s\ngeneration=%d\ncatalog=%s\nencoder=%s\nprobe=%s\n"
            .formatted(
                FORMAT, generation, catalog, Escapes.escape(encoder.name()), encoder.probe()));
  }
}
