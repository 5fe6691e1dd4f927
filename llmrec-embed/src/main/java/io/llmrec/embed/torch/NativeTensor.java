package io.llmrec.embed.torch;

import ai.djl.ndarray.types.DataType;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * Numbers outside the Java heap, from where libtorch reads them without a copy. To be filled anew
 * for every call; the memory is kept and grows when needed.
 *
 * <p>Not safe for use by several threads.
 */
public final class NativeTensor {

  private static final long MAX_BYTES = Integer.MAX_VALUE - 64L;

  private ByteBuffer memory = memory(64);
  private DataType type = DataType.FLOAT32;
  private long[] shape = {0};

  /**
   * Gives the tensor a shape of 32-bit floating point.
   *
   * @return room for all its numbers, which hold anything before they are put
   * @throws IllegalArgumentException when it would take more than 2 GB
   */
  public FloatBuffer floats(long... axes) {
    return room(DataType.FLOAT32, Float.BYTES, axes).asFloatBuffer();
  }

  /**
   * Gives the tensor a shape of 64-bit whole numbers.
   *
   * @return room for all its numbers, which hold anything before they are put
   * @throws IllegalArgumentException when it would take more than 2 GB
   */
  public LongBuffer wholes(long... axes) {
    return room(DataType.INT64, Long.BYTES, axes).asLongBuffer();
  }

  private ByteBuffer room(DataType kind, int width, long[] axes) {
    long bytes = width;
    for (long axis : axes) {
      bytes = Math.multiplyExact(bytes, axis);
    }
    if (bytes < 0 || bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a tensor must take at most %d bytes, one of shape %s takes %d"
              .formatted(MAX_BYTES, Arrays.toString(axes), bytes));
    }
    if (bytes > memory.capacity()) {
      memory = memory((int) Math.min(MAX_BYTES, bytes + bytes / 4));
    }
    type = kind;
    shape = axes.clone();
    memory.clear().limit((int) bytes);
    return memory.slice().order(ByteOrder.nativeOrder());
  }

  private static ByteBuffer memory(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  DataType type() {
    return type;
  }

  long[] shape() {
    return shape;
  }

  /** All numbers; shares this tensor's memory, which must stay reachable as long as it is used. */
  Buffer buffer() {
    return memory;
  }
}
