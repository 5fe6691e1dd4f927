package io.llmrec.rank.train;

import io.llmrec.embed.safetensors.SafetensorsFile;
import io.llmrec.embed.safetensors.SafetensorsWriter;
import io.llmrec.embed.safetensors.TensorInfo;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arrays of a training by name, to be written to a file and read back in place. */
final class Parts {

  private final Map<String, float[]> arrays = new LinkedHashMap<>();
  private final Map<String, Segments> segmented = new LinkedHashMap<>();

  /** Adds an array of a length that does not change. */
  void add(String name, float[] values) {
    arrays.put(name, values);
  }

  /** Adds rows, of which only the touched segments are kept. */
  void add(String name, Segments segments) {
    segmented.put(name, segments);
  }

  /** Writes all of them. */
  void write(Path file) {
    SafetensorsWriter writer = new SafetensorsWriter();
    arrays.forEach((name, values) -> writer.tensor(name, values, values.length));
    segmented.forEach(
        (name, segments) -> {
          for (int i = 0; i < segments.count(); i++) {
            float[] segment = segments.peek(i);
            if (segment != null) {
              writer.tensor(name + "/" + i, segment, segment.length);
            }
          }
        });
    writer.write(file);
  }

  /**
   * Reads back what {@link #write} wrote.
   *
   * @throws IllegalArgumentException when an array is missing or of another length
   */
  void read(Path file) {
    SafetensorsFile tensors = SafetensorsFile.open(file);
    arrays.forEach(
        (name, values) -> {
          tensors.tensor(name);
          copy(file, tensors, name, values);
        });
    segmented.forEach(
        (name, segments) -> {
          for (int i = 0; i < segments.count(); i++) {
            segments.restore(i, segment(file, tensors, name + "/" + i, segments.length(i)));
          }
        });
  }

  private static float @Nullable [] segment(
      Path file, SafetensorsFile tensors, String name, int length) {
    if (tensors.find(name) == null) {
      return null;
    }
    float[] values = new float[length];
    copy(file, tensors, name, values);
    return values;
  }

  private static void copy(Path file, SafetensorsFile tensors, String name, float[] values) {
    TensorInfo tensor = tensors.tensor(name);
    if (tensor.count() != values.length) {
      throw new IllegalArgumentException(
          "%s: '%s' must have %d values, has %d"
              .formatted(file, name, values.length, tensor.count()));
    }
    tensors.copyFloats(name, 0, values, 0, values.length);
  }
}
