package io.llmrec.embed.safetensors;

import java.nio.ByteBuffer;

/** Single numbers out of little-endian bytes. */
final class Numbers {

  private Numbers() {}

  static float real(TensorType type, ByteBuffer bytes, int index) {
    return switch (type) {
      case F64 -> (float) bytes.getDouble(index * 8);
      case F32 -> bytes.getFloat(index * 4);
      case F16 -> half(bytes.getShort(index * 2));
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

  /** An IEEE 754 half as a float, exactly: 1 sign bit, 5 of the exponent, 10 of the fraction. */
  static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >>> 10) & 0x1F;
    int fraction = bits & 0x3FF;
    if (exponent == 0) {
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wide = exponent == 0x1F ? 0xFF : exponent + 112;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }
}
