package io.llmrec.embed.adaptor;

import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.embed.safetensors.SafetensorsFile;
import io.llmrec.embed.safetensors.SafetensorsWriter;
import io.llmrec.embed.safetensors.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** How maps are kept: a safetensors file that knows what it holds and whether it is whole. */
final class MapFile {

  private static final String KIND = "kind";
  private static final String ENCODER = "encoder";
  private static final String LEARNED_FROM = "learned_from";
  private static final String CHECKSUM = "checksum";

  private final Path path;
  private final SafetensorsFile file;

  private MapFile(Path path, SafetensorsFile file) {
    this.path = path;
    this.file = file;
  }

  /** A writer that lacks only the tensors. */
  static SafetensorsWriter writer(String kind, String encoder, String learnedFrom, String sum) {
    return new SafetensorsWriter()
        .metadata(KIND, kind)
        .metadata(ENCODER, encoder)
        .metadata(LEARNED_FROM, learnedFrom)
        .metadata(CHECKSUM, sum);
  }

  /** A hash over all numbers of a map. */
  static String checksum(List<float[]> tensors) {
    Fingerprint sum = new Fingerprint();
    for (float[] values : tensors) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length));
      bytes.asFloatBuffer().put(values);
      sum.add(bytes.array());
    }
    return sum.hex();
  }

  static MapFile open(Path path, String kind) {
    SafetensorsFile file = SafetensorsFile.open(path);
    MapFile opened = new MapFile(path, file);
    if (!opened.text(KIND).equals(kind)) {
      throw new IllegalArgumentException(
          "%s: must hold a %s, holds '%s'".formatted(path, kind, opened.text(KIND)));
    }
    return opened;
  }

  String encoder() {
    return text(ENCODER);
  }

  String learnedFrom() {
    return text(LEARNED_FROM);
  }

  private String text(String name) {
    return file.metadata().getOrDefault(name, "");
  }

  /** The shape of a tensor with so many axes. */
  int[] shape(String name, int axes) {
    TensorInfo tensor = file.tensor(name);
    boolean fits =
        tensor.shape().size() == axes
            && tensor.shape().stream().allMatch(axis -> axis >= 1 && axis <= Integer.MAX_VALUE);
    if (!fits) {
      throw new IllegalArgumentException(
          "%s: tensor '%s' must have %d axes, none empty, is of shape %s"
              .formatted(path, name, axes, tensor.shape()));
    }
    return tensor.shape().stream().mapToInt(Long::intValue).toArray();
  }

  /** All numbers of a tensor that must have so many. */
  float[] floats(String name, long count) {
    float[] values = file.floats(name);
    if (values.length != count) {
      throw new IllegalArgumentException(
          "%s: tensor '%s' must have %d values, has %d"
              .formatted(path, name, count, values.length));
    }
    return values;
  }

  /** Refuses a file whose numbers are not those that were written. */
  void verify(List<float[]> tensors) {
    if (!checksum(tensors).equals(text(CHECKSUM))) {
      throw new IllegalArgumentException(
          path + ": is damaged: its numbers do not match its checksum");
    }
  }
}
