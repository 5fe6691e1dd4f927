package io.llmrec.embed.store;

import io.llmrec.embed.file.HalfFloats;
import io.llmrec.embed.file.MappedFile;
import java.nio.ByteBuffer;

/**
 * How exactly a store keeps components. All forms take a whole number of 4 bytes per vector, and
 * give back vectors of length 1 but for rounding.
 */
public enum VectorPrecision {

  /** 4 bytes a component; nothing is lost. */
  F32 {
    @Override
    int rowBytes(int dimension) {
      return dimension * Float.BYTES;
    }

    @Override
    void write(float[] vector, ByteBuffer target) {
      for (float value : vector) {
        target.putFloat(value);
      }
    }

    @Override
    void read(MappedFile file, long at, float[] target, int offset, int dimension) {
      file.getFloats(at, target, offset, dimension);
    }
  },

  /** 2 bytes a component; each keeps 11 bits, an error of less than 0.05 % of it. */
  F16 {
    @Override
    int rowBytes(int dimension) {
      return padded(dimension * Short.BYTES);
    }

    @Override
    void write(float[] vector, ByteBuffer target) {
      for (float value : vector) {
        target.putShort(HalfFloats.of(value));
      }
      pad(target, vector.length * Short.BYTES);
    }

    @Override
    void read(MappedFile file, long at, float[] target, int offset, int dimension) {
      ByteBuffer bytes = file.slice(at, rowBytes(dimension));
      for (int i = 0; i < dimension; i++) {
        target[offset + i] = HalfFloats.toFloat(bytes.getShort(i * Short.BYTES));
      }
    }
  },

  /**
   * 1 byte a component and a scale per vector, chosen so that the vector read has length 1; cosines
   * are off by about 0.005 at most.
   */
  INT8 {
    @Override
    int rowBytes(int dimension) {
      return Float.BYTES + padded(dimension);
    }

    @Override
    void write(float[] vector, ByteBuffer target) {
      float largest = 0;
      for (float value : vector) {
        largest = Math.max(largest, Math.abs(value));
      }
      double squares = 0;
      byte[] codes = new byte[vector.length];
      for (int i = 0; i < codes.length; i++) {
        codes[i] = (byte) Math.round(vector[i] / largest * Byte.MAX_VALUE);
        squares += codes[i] * codes[i];
      }
      target.putFloat((float) (1 / Math.sqrt(squares))).put(codes);
      pad(target, codes.length);
    }

    @Override
    void read(MappedFile file, long at, float[] target, int offset, int dimension) {
      ByteBuffer bytes = file.slice(at, rowBytes(dimension));
      float scale = bytes.getFloat(0);
      for (int i = 0; i < dimension; i++) {
        target[offset + i] = bytes.get(Float.BYTES + i) * scale;
      }
    }
  };

  /** Bytes of one vector, a multiple of 4. */
  abstract int rowBytes(int dimension);

  /** Appends {@link #rowBytes} bytes. */
  abstract void write(float[] vector, ByteBuffer target);

  /** Reads the vector whose bytes start at {@code at}. */
  abstract void read(MappedFile file, long at, float[] target, int offset, int dimension);

  private static int padded(int bytes) {
    return (bytes + 3) / 4 * 4;
  }

  private static void pad(ByteBuffer target, int bytes) {
    for (int i = bytes; i < padded(bytes); i++) {
      target.put((byte) 0);
    }
  }
}
