package io.llmrec.embed.safetensors;

import io.llmrec.embed.file.MappedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of tensors by name, in the safetensors format: 8 bytes with the little-endian length of a
 * JSON header, the header, then the tensors' bytes without gaps.
 *
 * <p>Safe for use by several threads. The file is mapped, not read; what is asked for is converted
 * and copied out. It may come from anywhere: the header is checked whole before anything is
 * believed.
 */
public final class SafetensorsFile implements Tensors {

  /** The format's own limit on the header. */
  private static final int MAX_HEADER = 100_000_000;

  private static final int PIECE = 1 << 16;
  private static final int HASH_PIECE = 1 << 24;

  private final Path file;
  private final MappedFile bytes;
  private final Map<String, TensorInfo> tensors;
  private final Map<String, String> metadata;

  private SafetensorsFile(Path file, MappedFile bytes, HeaderParser header) {
    this.file = file;
    this.bytes = bytes;
    this.tensors = Collections.unmodifiableMap(header.tensors());
    this.metadata = Collections.unmodifiableMap(header.metadata());
  }

  /**
   * Opens a file and checks its header.
   *
   * @throws UncheckedIOException when the file cannot be read
   * @throws IllegalArgumentException when it is not a safetensors file, is cut short or contradicts
   *     itself; the message names the file and, where it can, the tensor
   */
  public static SafetensorsFile open(Path file) {
    try {
      MappedFile bytes = MappedFile.open(file);
      return new SafetensorsFile(file, bytes, header(bytes));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static HeaderParser header(MappedFile bytes) throws IOException {
    if (bytes.size() < Long.BYTES) {
      throw new IllegalArgumentException(
          "a safetensors file has at least 8 bytes, this one %d".formatted(bytes.size()));
    }
    long length = Long.reverseBytes(bytes.getLong(0));
    long rest = bytes.size() - Long.BYTES;
    if (length < 2 || length > MAX_HEADER || length > rest) {
      throw new IllegalArgumentException(
          "the header must be of 2 to %d bytes, is said to be of %s"
              .formatted(Math.min(MAX_HEADER, rest), Long.toUnsignedString(length)));
    }
    byte[] json = new byte[(int) length];
    bytes.slice(Long.BYTES, json.length).get(json);
    HeaderParser header = new HeaderParser(Long.BYTES + length, rest - length);
    try {
      header.parse(json);
    } catch (IOException | IllegalStateException e) {
      throw new IllegalArgumentException("the header is not what it must be: " + e.getMessage(), e);
    }
    return header;
  }

  /** All tensors by name, in the order of the header; cannot be changed. */
  @Override
  public Map<String, TensorInfo> tensors() {
    return tensors;
  }

  /** Free text that the maker of the file left; cannot be changed. */
  public Map<String, String> metadata() {
    return metadata;
  }

  @Override
  public TensorInfo tensor(String name) {
    TensorInfo tensor = find(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "%s: has no tensor '%s', has %s"
              .formatted(file, name, tensors.keySet().stream().limit(20).toList()));
    }
    return tensor;
  }

  @Override
  public @Nullable TensorInfo find(String name) {
    return tensors.get(name);
  }

  /**
   * All numbers of a tensor in the order of the file, rounded to float; whole numbers are taken as
   * they are.
   *
   * @throws IllegalArgumentException when there is no such tensor, or it is too long for an array
   */
  public float[] floats(String name) {
    float[] values = new float[arrayLength(tensor(name))];
    copyFloats(name, 0, values, 0, values.length);
    return values;
  }

  @Override
  public void copyFloats(String name, long from, float[] target, int offset, int length) {
    TensorInfo tensor = tensor(name);
    for (int done = 0; done < length; done += PIECE) {
      int count = Math.min(PIECE, length - done);
      ByteBuffer piece = piece(tensor, from + done, count);
      for (int i = 0; i < count; i++) {
        target[offset + done + i] = Numbers.real(tensor.type(), piece, i);
      }
    }
  }

  /**
   * All numbers of a tensor of whole numbers.
   *
   * @throws IllegalArgumentException when there is no such tensor, it is too long for an array, it
   *     holds floating point, or a number is outside the range of an int
   */
  public int[] ints(String name) {
    TensorInfo tensor = tensor(name);
    int[] values = new int[arrayLength(tensor)];
    for (int done = 0; done < values.length; done += PIECE) {
      int count = Math.min(PIECE, values.length - done);
      ByteBuffer piece = piece(tensor, done, count);
      for (int i = 0; i < count; i++) {
        values[done + i] = asInt(tensor, Numbers.whole(tensor.type(), piece, i));
      }
    }
    return values;
  }

  private int asInt(TensorInfo tensor, long value) {
    if ((int) value != value) {
      throw new IllegalArgumentException(
          "%s: tensor '%s' holds %d, an int is wanted".formatted(file, tensor.name(), value));
    }
    return (int) value;
  }

  /**
   * Some bytes of a tensor as they are in the file, without a copy; read-only and little-endian.
   *
   * @param from the first byte, counted from the tensor's own start
   * @param length at most {@link MappedFile#MAX_SLICE}
   * @throws IndexOutOfBoundsException when the tensor has fewer
   */
  public ByteBuffer bytes(String name, long from, int length) {
    return slice(tensor(name), from, length);
  }

  @Override
  public String contentHash() {
    MessageDigest digest = sha256();
    for (long done = 0; done < bytes.size(); done += HASH_PIECE) {
      digest.update(bytes.slice(done, (int) Math.min(HASH_PIECE, bytes.size() - done)));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private ByteBuffer piece(TensorInfo tensor, long from, int count) {
    int width = tensor.type().bytes();
    return slice(tensor, from * width, count * width);
  }

  private ByteBuffer slice(TensorInfo tensor, long from, int length) {
    if (from < 0 || length < 0 || from > tensor.byteLength() - length) {
      throw new IndexOutOfBoundsException(
          "%s: tensor '%s' has %d bytes, %d from %d on were asked for"
              .formatted(file, tensor.name(), tensor.byteLength(), length, from));
    }
    return bytes.slice(tensor.offset() + from, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private int arrayLength(TensorInfo tensor) {
    if (tensor.count() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%s: tensor '%s' has %d numbers, an array holds %d"
              .formatted(file, tensor.name(), tensor.count(), Integer.MAX_VALUE - 8));
    }
    return (int) tensor.count();
  }
}
