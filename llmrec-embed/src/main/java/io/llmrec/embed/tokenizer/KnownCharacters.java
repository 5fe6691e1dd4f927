package io.llmrec.embed.tokenizer;

/**
 * The characters whose classes, mappings and decompositions are the same for the native tokenizer
 * and for every Java from 17 on. The native side mixes Unicode versions (8 for classes, 10 for
 * decompositions, the newest for case), Java 17 has 13, Java 25 has 16; what was there before 8
 * differs nowhere but in what is left out here. Two combining marks that are not non-spacing are
 * left out too: the order of such marks depends on their neighbours.
 */
final class KnownCharacters {

  /** Firsts and lasts, ascending. */
  private static final int[] RANGES = {
    0x0, 0x377, 0x37A, 0x37F, 0x384, 0x38A, 0x38C, 0x38C, 0x38E, 0x3A1, 0x3A3, 0x52F, //
    0x591, 0x5C7, 0x5D0, 0x5EA, 0x600, 0x604, 0x606, 0x61B, 0x61E, 0x6FF, 0x900, 0x977, //
    0xE01, 0xE3A, 0xE3F, 0xE5B, 0x1100, 0x11FF, 0x1E00, 0x1F15, 0x1F18, 0x1FFE, //
    0x2000, 0x2064, 0x2066, 0x2071, 0x2074, 0x208E, 0x2090, 0x209C, 0x20A0, 0x20BE, //
    0x20D0, 0x20F0, 0x2100, 0x218B, 0x2190, 0x23FA, 0x2460, 0x2B73, 0x2E80, 0x2FFB, //
    0x3000, 0x302D, 0x3030, 0x3096, 0x3099, 0x312D, 0x3131, 0x31BA, 0x31C0, 0x31E3, //
    0x31F0, 0x32FE, 0x3300, 0x4DB5, 0x4DC0, 0x9FD5, 0xAC00, 0xD7A3, 0xE000, 0xFAD9, //
    0xFB00, 0xFB06, 0xFE00, 0xFE19, 0xFE20, 0xFE6B, 0xFEFF, 0xFFEE, 0xFFF9, 0xFFFD, //
    0x1D400, 0x1D7FF, 0x1F000, 0x1F16B, 0x1F170, 0x1F19A, 0x1F1E6, 0x1F202, //
    0x1F210, 0x1F23A, 0x1F240, 0x1F251, 0x1F300, 0x1F6D0, 0x1F910, 0x1F9C0, //
    0x20000, 0x2A6D6, 0x2A700, 0x2B734, 0x2B740, 0x2B81D, 0x2F800, 0x2FA1D
  };

  private static final int BMP = 0x10000;

  /** A bit for each character of the first plane. */
  private static final long[] KNOWN = firstPlane();

  private KnownCharacters() {}

  private static long[] firstPlane() {
    long[] bits = new long[BMP / Long.SIZE];
    for (int point = 0; point < BMP; point++) {
      if (inRanges(point)) {
        bits[point >> 6] |= 1L << point;
      }
    }
    return bits;
  }

  private static boolean inRanges(int point) {
    for (int i = 0; i < RANGES.length; i += 2) {
      if (point <= RANGES[i + 1]) {
        return point >= RANGES[i] && Character.getType(point) != Character.UNASSIGNED;
      }
    }
    return false;
  }

  /** Whether a Unicode character is one of them; a lone surrogate is not. */
  static boolean contains(int point) {
    return point < BMP ? (KNOWN[point >> 6] >>> point & 1) != 0 : inRanges(point);
  }

  /** Whether a text is of them alone. */
  static boolean makeUp(String text) {
    for (int i = 0; i < text.length(); i++) {
      int point = text.charAt(i);
      if (Character.isHighSurrogate((char) point)) {
        point = text.codePointAt(i);
        i += Character.charCount(point) - 1;
      }
      if (!contains(point)) {
        return false;
      }
    }
    return true;
  }

  /** Unicode's property White_Space. */
  static boolean isSpace(int point) {
    return point >= 0x9 && point <= 0xD
        || point == 0x85
        || point == 0xA0
        || Character.isSpaceChar(point);
  }

  /** Controls, formats and private use, but for those that are white space to a reader. */
  static boolean isControl(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL -> point != '\t' && point != '\n' && point != '\r';
      case Character.FORMAT, Character.PRIVATE_USE -> true;
      default -> false;
    };
  }

  /** ASCII's signs and Unicode's punctuation. */
  static boolean isPunctuation(int point) {
    if (point < 0x80) {
      return point > ' ' && point < 0x7F && !Character.isLetterOrDigit(point);
    }
    return switch (Character.getType(point)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  static boolean isNonSpacingMark(int point) {
    return Character.getType(point) == Character.NON_SPACING_MARK;
  }

  static boolean isMark(int point) {
    return isNonSpacingMark(point)
        || Character.getType(point) == Character.ENCLOSING_MARK
        || Character.getType(point) == Character.COMBINING_SPACING_MARK;
  }

  /** What BERT's normalizer puts spaces around; the ranges are its own. */
  static boolean isHan(int point) {
    return point >= 0x3400
        && (point <= 0x4DBF
            || point >= 0x4E00 && point <= 0x9FFF
            || point >= 0xF900 && point <= 0xFAFF
            || point >= 0x20000 && point <= 0x2A6DF
            || point >= 0x2A700 && point <= 0x2B73F
            || point >= 0x2B740 && point <= 0x2B81F
            || point >= 0x2B920 && point <= 0x2CEAF
            || point >= 0x2F800 && point <= 0x2FA1F);
  }

  /** The lower case of one character, whatever its neighbours are. */
  static String lowerCase(int point) {
    return point == 0x130 ? "i\u0307" : Character.toString(Character.toLowerCase(point));
  }
}
