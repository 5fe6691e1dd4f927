package io.llmrec.embed.torchscript;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The raw little-endian numbers of one tensor of an archive. */
interface Storage {

  /** How many numbers are converted at once. */
  int PIECE = 1 << 16;

  /** The name of the storage class, such as {@code FloatStorage}. */
  String type();

  /** How many numbers there are. */
  long count();

  /** The size of one number in bytes. */
  int width();

  /** Writes all numbers; the same ones every time. */
  void writeTo(OutputStream out) throws IOException;

  /** Numbers as 32-bit floating point. */
  static Storage floats(TensorSource source) {
    return new Floats(source);
  }

  /** Numbers rounded to the upper 16 bits of a 32-bit float, ties to even. */
  static Storage brainFloats(TensorSource source) {
    return new BrainFloats(source);
  }

  /** Numbers as 64-bit floating point. */
  static Storage doubles(double[] values) {
    ByteBuffer bytes = littleEndian(values.length * Double.BYTES);
    bytes.asDoubleBuffer().put(values);
    return new Bytes("DoubleStorage", Double.BYTES, bytes.array());
  }

  /** Whole numbers of 64 bits. */
  static Storage wholes(long[] values) {
    ByteBuffer bytes = littleEndian(values.length * Long.BYTES);
    bytes.asLongBuffer().put(values);
    return new Bytes("LongStorage", Long.BYTES, bytes.array());
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** 4 bytes a number. */
  record Floats(TensorSource source) implements Storage {
    @Override
    public String type() {
      return "FloatStorage";
    }

    @Override
    public long count() {
      return source.count();
    }

    @Override
    public int width() {
      return Float.BYTES;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      float[] piece = new float[PIECE];
      ByteBuffer bytes = littleEndian(PIECE * Float.BYTES);
      for (long done = 0; done < count(); done += PIECE) {
        int now = (int) Math.min(PIECE, count() - done);
        source.copy(done, piece, 0, now);
        bytes.asFloatBuffer().put(piece, 0, now);
        out.write(bytes.array(), 0, now * Float.BYTES);
      }
    }
  }

  /** 2 bytes a number. */
  record BrainFloats(TensorSource source) implements Storage {
    @Override
    public String type() {
      return "BFloat16Storage";
    }

    @Override
    public long count() {
      return source.count();
    }

    @Override
    public int width() {
      return Short.BYTES;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      float[] piece = new float[PIECE];
      ByteBuffer bytes = littleEndian(PIECE * Short.BYTES);
      for (long done = 0; done < count(); done += PIECE) {
        int now = (int) Math.min(PIECE, count() - done);
        source.copy(done, piece, 0, now);
        for (int i = 0; i < now; i++) {
          bytes.putShort(i * Short.BYTES, rounded(piece[i]));
        }
        out.write(bytes.array(), 0, now * Short.BYTES);
      }
    }

    static short rounded(float value) {
      int bits = Float.floatToRawIntBits(value);
      if (Float.isNaN(value)) {
        return (short) (bits >>> 16 | 1);
      }
      return (short) (bits + 0x7FFF + (bits >>> 16 & 1) >>> 16);
    }
  }

  /** Bytes at hand. */
  record Bytes(String type, int width, byte[] bytes) implements Storage {
    @Override
    public long count() {
      return bytes.length / width;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(bytes);
    }
  }
}
