package io.llmrec.embed.safetensors;

import java.util.List;

/**
 * What the header says of one tensor; checked against the file when that was opened.
 *
 * @param name unique in its file
 * @param type how its numbers are stored
 * @param shape the length of each axis, outermost first, none negative; empty for a single number
 * @param offset of its first byte, from the start of the file
 * @param byteLength the size of all its numbers in bytes
 */
public record TensorInfo(
    String name, TensorType type, List<Long> shape, long offset, long byteLength) {

  /** Takes a copy of the shape. */
  public TensorInfo {
    shape = List.copyOf(shape);
  }

  /** How many numbers there are. */
  public long count() {
    return byteLength / type.bytes();
  }
}
