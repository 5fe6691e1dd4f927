package io.llmrec.embed.safetensors;

/** How the numbers of a tensor are stored; all are little-endian. */
public enum TensorType {
  /** 64-bit floating point. */
  F64(8),
  /** 32-bit floating point. */
  F32(4),
  /** 16-bit floating point, IEEE 754 half. */
  F16(2),
  /** 16-bit floating point, the upper half of an F32. */
  BF16(2),
  /** 64-bit whole number. */
  I64(8),
  /** 32-bit whole number. */
  I32(4),
  /** 16-bit whole number. */
  I16(2),
  /** 8-bit whole number, -128 to 127. */
  I8(1),
  /** 8-bit whole number, 0 to 255. */
  U8(1),
  /** One byte, 0 or 1. */
  BOOL(1);

  private final int bytes;

  TensorType(int bytes) {
    this.bytes = bytes;
  }

  /** The size of one number in bytes. */
  public int bytes() {
    return bytes;
  }
}
