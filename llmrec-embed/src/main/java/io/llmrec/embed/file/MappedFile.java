package io.llmrec.embed.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file as read-only memory, of any size.
 *
 * <p>Safe for use by several threads. The memory is given back when the object is no longer
 * reachable. A file must not be shortened while it is mapped: replace it by a rename instead.
 */
public final class MappedFile {

  /** The most bytes {@link #slice} gives at once: 1 GiB. */
  public static final int MAX_SLICE = 1 << 30;

  /**
   * Windows overlap by half, so that every slice lies inside one; overlaps cost addresses, not
   * memory.
   */
  private static final int STEP = MAX_SLICE;

  private final ByteBuffer[] windows;

  /** The same memory as numbers, so that reading many makes no object. */
  private final FloatBuffer[] floats;

  private final IntBuffer[] ints;
  private final long size;

  private MappedFile(ByteBuffer[] windows, long size) {
    this.windows = windows;
    this.floats = new FloatBuffer[windows.length];
    this.ints = new IntBuffer[windows.length];
    for (int i = 0; i < windows.length; i++) {
      floats[i] = windows[i].asFloatBuffer();
      ints[i] = windows[i].asIntBuffer();
    }
    this.size = size;
  }

  /**
   * Maps a file.
   *
   * @throws IOException when it cannot be read
   */
  public static MappedFile open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      ByteBuffer[] windows = new ByteBuffer[(int) ((size + STEP - 1) / STEP)];
      for (int i = 0; i < windows.length; i++) {
        long start = (long) i * STEP;
        windows[i] =
            channel.map(MapMode.READ_ONLY, start, Math.min(Integer.MAX_VALUE, size - start));
      }
      return new MappedFile(windows, size);
    }
  }

  /** The number of bytes. */
  public long size() {
    return size;
  }

  /**
   * A part of the file, big-endian as every new buffer.
   *
   * @param offset where it starts, in bytes from the start of the file
   * @param length 0 to {@link #MAX_SLICE} bytes
   * @throws IndexOutOfBoundsException when the part is not inside the file
   */
  public ByteBuffer slice(long offset, int length) {
    if (length < 0 || length > MAX_SLICE || offset < 0 || offset > size - length) {
      throw new IndexOutOfBoundsException(
          "bytes %d to %d are not inside a file of %d bytes, or more than %d at once"
              .formatted(offset, offset + length, size, MAX_SLICE));
    }
    return length == 0 ? ByteBuffer.allocate(0) : window(offset).slice(index(offset), length);
  }

  /** The big-endian number in the 4 bytes from {@code offset} on. */
  public int getInt(long offset) {
    return window(offset).getInt(index(offset));
  }

  /** The big-endian number in the 8 bytes from {@code offset} on. */
  public long getLong(long offset) {
    return window(offset).getLong(index(offset));
  }

  /** Reads {@code count} big-endian floats from {@code offset} on into {@code target}. */
  public void getFloats(long offset, float[] target, int start, int count) {
    if (offset % Float.BYTES == 0 && count < MAX_SLICE / Float.BYTES) {
      floats[(int) (offset / STEP)].get(index(offset) / Float.BYTES, target, start, count);
    } else {
      slice(offset, count * Float.BYTES).asFloatBuffer().get(target, start, count);
    }
  }

  /** Reads {@code count} big-endian integers from {@code offset} on into {@code target}. */
  public void getInts(long offset, int[] target, int start, int count) {
    if (offset % Integer.BYTES == 0 && count < MAX_SLICE / Integer.BYTES) {
      ints[(int) (offset / STEP)].get(index(offset) / Integer.BYTES, target, start, count);
    } else {
      slice(offset, count * Integer.BYTES).asIntBuffer().get(target, start, count);
    }
  }

  private ByteBuffer window(long offset) {
    return windows[(int) (offset / STEP)];
  }

  private static int index(long offset) {
    return (int) (offset % STEP);
  }
}
