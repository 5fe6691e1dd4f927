package io.llmrec.embed.file;

/** 16-bit floats of IEEE 754 (5 bits of exponent, 10 of fraction), which Java 17 cannot convert. */
public final class HalfFloats {

  private static final int FRACTION_BITS = 10;
  private static final int LEAST_EXPONENT = -14;

  private HalfFloats() {}

  /** The nearest half, ties to even; for values of at most 1, as components of embeddings are. */
  public static short of(float value) {
    int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
    float size = Math.abs(value);
    int exponent = Math.max(Math.getExponent(size), LEAST_EXPONENT);
    // In units of the last fraction bit: a whole number of them is what a half can hold.
    int units = (int) Math.rint(Math.scalb((double) size, FRACTION_BITS - exponent));
    int bits = (exponent - LEAST_EXPONENT << FRACTION_BITS) + units;
    return (short) (sign | bits);
  }

  /** The value of a half, exactly. */
  public static float toFloat(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >>> FRACTION_BITS) & 0x1F;
    int fraction = bits & 0x3FF;
    if (exponent == 0) {
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wide = exponent == 0x1F ? 0xFF : exponent + 112;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }
}
