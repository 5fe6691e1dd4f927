package io.llmrec.embed.safetensors;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.llmrec.core.file.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes 32-bit floating point tensors as a safetensors file, which {@link SafetensorsFile} and
 * other programs read. For one thread.
 */
public final class SafetensorsWriter {

  private static final int PIECE = 1 << 18;

  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, FloatTensor> tensors = new LinkedHashMap<>();

  private record FloatTensor(int[] shape, long count, FloatSource source) {}

  /** Numbers that are asked for piece by piece while the file is written. */
  @FunctionalInterface
  public interface FloatSource {

    /** Copies {@code length} numbers from position {@code from} on to the start of the target. */
    void copy(long from, float[] target, int length);
  }

  /** Adds a text to the file's metadata. */
  public SafetensorsWriter metadata(String name, String text) {
    metadata.put(name, text);
    return this;
  }

  /**
   * Adds a tensor.
   *
   * @param values in row-major order; not copied
   * @throws IllegalArgumentException when the shape does not hold as many values, or the name is
   *     taken
   */
  public SafetensorsWriter tensor(String name, float[] values, int... shape) {
    long count = count(shape);
    if (count != values.length) {
      throw new IllegalArgumentException(
          "tensor '%s' must have %d values, has %d".formatted(name, count, values.length));
    }
    return tensor(
        name,
        (from, target, length) -> System.arraycopy(values, (int) from, target, 0, length),
        shape);
  }

  /**
   * Adds a tensor that need not be in one array.
   *
   * @param source gives its values in row-major order
   * @throws IllegalArgumentException when the name is taken
   */
  public SafetensorsWriter tensor(String name, FloatSource source, int... shape) {
    FloatTensor tensor = new FloatTensor(shape.clone(), count(shape), source);
    if (tensors.putIfAbsent(name, tensor) != null) {
      throw new IllegalArgumentException("tensor '" + name + "' is there already");
    }
    return this;
  }

  private static long count(int[] shape) {
    long count = 1;
    for (int axis : shape) {
      count = Math.multiplyExact(count, axis);
    }
    return count;
  }

  /**
   * Writes the file; a reader sees the old content or the new, never a part.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  public void write(Path file) {
    Path partial = DurableFiles.sibling(file);
    try (FileChannel out =
        FileChannel.open(
            partial,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      byte[] header = header();
      ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      DurableFiles.writeFully(out, length.putLong(header.length).flip());
      DurableFiles.writeFully(out, ByteBuffer.wrap(header));
      for (FloatTensor tensor : tensors.values()) {
        write(tensor, out);
      }
      out.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be written: " + e.getMessage(), e);
    }
    DurableFiles.moveIntoPlace(partial, file);
  }

  private static void write(FloatTensor tensor, FileChannel out) throws IOException {
    int most = (int) Math.min(PIECE, tensor.count());
    float[] piece = new float[most];
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * most).order(ByteOrder.LITTLE_ENDIAN);
    for (long done = 0; done < tensor.count(); done += most) {
      int now = (int) Math.min(most, tensor.count() - done);
      tensor.source().copy(done, piece, now);
      bytes.clear().limit(Float.BYTES * now);
      bytes.asFloatBuffer().put(piece, 0, now);
      DurableFiles.writeFully(out, bytes);
    }
  }

  private byte[] header() {
    JsonObject header = new JsonObject();
    JsonObject texts = new JsonObject();
    metadata.forEach(texts::addProperty);
    header.add("__metadata__", texts);
    long offset = 0;
    for (Map.Entry<String, FloatTensor> entry : tensors.entrySet()) {
      long end = offset + (long) Float.BYTES * entry.getValue().count();
      header.add(entry.getKey(), entry(entry.getValue().shape(), offset, end));
      offset = end;
    }
    return header.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static JsonObject entry(int[] shape, long begin, long end) {
    JsonArray axes = new JsonArray();
    for (int axis : shape) {
      axes.add(axis);
    }
    JsonArray range = new JsonArray();
    range.add(begin);
    range.add(end);
    JsonObject entry = new JsonObject();
    entry.addProperty("dtype", TensorType.F32.name());
    entry.add("shape", axes);
    entry.add("data_offsets", range);
    return entry;
  }
}
