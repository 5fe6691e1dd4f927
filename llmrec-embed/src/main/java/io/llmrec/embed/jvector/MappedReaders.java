package io.llmrec.embed.jvector;

import io.github.jbellis.jvector.disk.RandomAccessReader;
import io.github.jbellis.jvector.disk.ReaderSupplier;
import io.llmrec.embed.file.MappedFile;
import java.nio.ByteBuffer;

/**
 * Readers over one shared mapping. JVector's own supplier maps the file anew for each reader on
 * Java 17, and a search takes a reader.
 */
final class MappedReaders implements ReaderSupplier {

  private final MappedFile file;

  MappedReaders(MappedFile file) {
    this.file = file;
  }

  @Override
  public RandomAccessReader get() {
    return new Reader(file);
  }

  /** A position in the mapping. Not safe for use by several threads. */
  private static final class Reader implements RandomAccessReader {

    private final MappedFile file;
    private long position;

    Reader(MappedFile file) {
      this.file = file;
    }

    @Override
    public void seek(long offset) {
      position = offset;
    }

    @Override
    public long getPosition() {
      return position;
    }

    @Override
    public int readInt() {
      int value = file.getInt(position);
      position += Integer.BYTES;
      return value;
    }

    @Override
    public float readFloat() {
      return Float.intBitsToFloat(readInt());
    }

    @Override
    public long readLong() {
      long value = file.getLong(position);
      position += Long.BYTES;
      return value;
    }

    @Override
    public void readFully(byte[] target) {
      next(target.length).get(target);
    }

    @Override
    public void readFully(ByteBuffer target) {
      target.put(next(target.remaining()));
    }

    @Override
    public void readFully(long[] target) {
      next(target.length * Long.BYTES).asLongBuffer().get(target);
    }

    @Override
    public void read(int[] target, int offset, int count) {
      file.getInts(position, target, offset, count);
      position += (long) count * Integer.BYTES;
    }

    @Override
    public void read(float[] target, int offset, int count) {
      file.getFloats(position, target, offset, count);
      position += (long) count * Float.BYTES;
    }

    private ByteBuffer next(int length) {
      ByteBuffer slice = file.slice(position, length);
      position += length;
      return slice;
    }

    @Override
    public long length() {
      return file.size();
    }

    @Override
    public void close() {
      // The mapping belongs to the supplier.
    }
  }
}
