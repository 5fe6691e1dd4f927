package io.llmrec.embed.safetensors;

import com.google.gson.stream.JsonReader;
import io.llmrec.embed.json.StrictJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON header. Every claim is checked against the sizes that the file really has; a claim
 * is never a reason to allocate.
 */
final class HeaderParser {

  private static final int MAX_AXES = 16;

  private final long dataStart;
  private final long dataLength;
  private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  /**
   * Prepares a parser.
   *
   * @param dataStart where the tensors' bytes begin, from the start of the file
   * @param dataLength how many bytes follow
   */
  HeaderParser(long dataStart, long dataLength) {
    this.dataStart = dataStart;
    this.dataLength = dataLength;
  }

  Map<String, TensorInfo> tensors() {
    return tensors;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  void parse(byte[] header) throws IOException {
    JsonReader json = StrictJson.reader(header);
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      if (name.equals("__metadata__")) {
        readMetadata(json);
      } else if (tensors.put(name, readTensor(json, name)) != null) {
        throw new IllegalArgumentException("tensor '%s' is there twice".formatted(name));
      }
    }
    json.endObject();
    StrictJson.end(json);
    checkLayout();
  }

  private void readMetadata(JsonReader json) throws IOException {
    json.beginObject();
    while (json.hasNext()) {
      metadata.put(json.nextName(), StrictJson.nextText(json));
    }
    json.endObject();
  }

  private TensorInfo readTensor(JsonReader json, String name) throws IOException {
    TensorType type = null;
    List<Long> shape = null;
    List<Long> range = null;
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      switch (key) {
        case "dtype" -> type = type(name, StrictJson.nextText(json));
        case "shape" -> shape = wholes(json, name, MAX_AXES);
        case "data_offsets" -> range = wholes(json, name, 2);
        default ->
            throw new IllegalArgumentException(
                "tensor '%s' has an unknown field '%s'".formatted(name, key));
      }
    }
    json.endObject();
    return checked(name, type, shape, range);
  }

  private static TensorType type(String name, String type) {
    for (TensorType known : TensorType.values()) {
      if (known.name().equals(type)) {
        return known;
      }
    }
    throw new IllegalArgumentException(
        "tensor '%s' has dtype '%s', known are %s"
            .formatted(name, type, Arrays.toString(TensorType.values())));
  }

  private static List<Long> wholes(JsonReader json, String name, int limit) throws IOException {
    List<Long> numbers = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      numbers.add(StrictJson.nextWhole(json));
      if (numbers.size() > limit || numbers.get(numbers.size() - 1) < 0) {
        throw new IllegalArgumentException(
            "tensor '%s': shape and offsets must not be negative, and at most %d of them, were %s"
                .formatted(name, limit, numbers));
      }
    }
    json.endArray();
    return numbers;
  }

  private TensorInfo checked(
      String name,
      @Nullable TensorType type,
      @Nullable List<Long> shape,
      @Nullable List<Long> range) {
    if (type == null || shape == null || range == null || range.size() != 2) {
      throw new IllegalArgumentException(
          "tensor '%s' needs dtype, shape and two data_offsets".formatted(name));
    }
    long begin = range.get(0);
    long end = range.get(1);
    if (begin > end || end > dataLength) {
      throw new IllegalArgumentException(
          "tensor '%s': data_offsets must lie within the %d bytes of data, were %s"
              .formatted(name, dataLength, range));
    }
    if (!fills(type, shape, end - begin)) {
      throw new IllegalArgumentException(
          "tensor '%s': %d bytes do not hold a %s of shape %s"
              .formatted(name, end - begin, type, shape));
    }
    return new TensorInfo(name, type, shape, dataStart + begin, end - begin);
  }

  private static boolean fills(TensorType type, List<Long> shape, long bytes) {
    try {
      long needed = type.bytes();
      for (long axis : shape) {
        needed = Math.multiplyExact(needed, axis);
      }
      return needed == bytes;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  /** The tensors must follow each other without overlap or gap, and fill the file. */
  private void checkLayout() {
    long expected = dataStart;
    List<TensorInfo> inOrder = new ArrayList<>(tensors.values());
    inOrder.sort(
        (a, b) ->
            a.offset() != b.offset()
                ? Long.compare(a.offset(), b.offset())
                : Long.compare(a.byteLength(), b.byteLength()));
    for (TensorInfo tensor : inOrder) {
      if (tensor.offset() != expected) {
        throw new IllegalArgumentException(
            "tensor '%s' starts at byte %d of the data, %s at byte %d"
                .formatted(
                    tensor.name(),
                    tensor.offset() - dataStart,
                    tensor.offset() < expected
                        ? "inside the one before, which ends"
                        : "behind a gap after the one before, which ends",
                    expected - dataStart));
      }
      expected += tensor.byteLength();
    }
    if (expected != dataStart + dataLength) {
      throw new IllegalArgumentException(
          "the tensors end at byte %d of %d bytes of data"
              .formatted(expected - dataStart, dataLength));
    }
  }
}
