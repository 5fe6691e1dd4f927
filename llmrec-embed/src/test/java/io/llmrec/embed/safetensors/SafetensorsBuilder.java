package io.llmrec.embed.safetensors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes safetensors files for tests, well-formed or not. */
public final class SafetensorsBuilder {

  private final List<String> entries = new ArrayList<>();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  /** Adds a tensor of floats. */
  public SafetensorsBuilder floats(String name, long[] shape, float... values) {
    ByteBuffer bytes = littleEndian(values.length * 4);
    bytes.asFloatBuffer().put(values);
    return raw(name, "F32", shape, bytes.array());
  }

  /** Adds a tensor of ints. */
  public SafetensorsBuilder ints(String name, int... values) {
    ByteBuffer bytes = littleEndian(values.length * 4);
    bytes.asIntBuffer().put(values);
    return raw(name, "I32", new long[] {values.length}, bytes.array());
  }

  /** Adds a tensor of any type. */
  public SafetensorsBuilder raw(String name, String dtype, long[] shape, byte[] bytes) {
    entries.add(
        "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
            .formatted(
                name, dtype, Arrays.toString(shape), data.size(), data.size() + bytes.length));
    data.writeBytes(bytes);
    return this;
  }

  /** Writes the file. */
  public Path write(Path file) {
    return write(file, "{" + String.join(",", entries) + "}", data.size());
  }

  /** Writes a header as it is given, and so many bytes of zeros. */
  static Path write(Path file, String header, int zeros, long claimedLength) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = littleEndian(8 + json.length + zeros);
    bytes.putLong(claimedLength).put(json);
    return put(file, bytes.array());
  }

  private Path write(Path file, String header, int size) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = littleEndian(8 + json.length + size);
    bytes.putLong(json.length).put(json).put(data.toByteArray());
    return put(file, bytes.array());
  }

  private static Path put(Path file, byte[] bytes) {
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
