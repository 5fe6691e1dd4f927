package io.llmrec.embed.safetensors;

import io.llmrec.embed.file.HalfFloats;
import java.nio.ByteBuffer;

/** Single numbers out of little-endian bytes. */
final class Numbers {

  private Numbers() {}

  static float real(TensorType type, ByteBuffer bytes, int index) {
    return switch (type) {
      case F64 -> (float) bytes.getDouble(index * 8);
      case F32 -> bytes.getFloat(index * 4);
      case F16 -> HalfFloats.toFloat(bytes.getShort(index * 2));
      case BF16 -> Float.intBitsToFloat(bytes.getShort(index * 2) << 16);
      default -> whole(type, bytes, index);
    };
  }

  static long whole(TensorType type, ByteBuffer bytes, int index) {
    return switch (type) {
      case I64 -> bytes.getLong(index * 8);
      case I32 -> bytes.getInt(index * 4);
      case I16 -> bytes.getShort(index * 2);
      case I8 -> bytes.get(index);
      case U8, BOOL -> bytes.get(index) & 0xFF;
      default -> throw new IllegalArgumentException(type + " does not hold whole numbers");
    };
  }
}
