package io.llmrec.embed.jsonconstraint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Within a string.
 *
 * @param left how many more characters there may be
 * @param inside what is open within the string
 */
record TextState(int left, Inside inside, JsonState after) implements JsonState {

  /** No token is longer, as far as masks are told apart. */
  private static final int FAR = 256;

  /** Nothing is open. */
  static final Inside PLAIN = new Inside(Kind.PLAIN, 0, 0, 0);

  private static final Inside ESCAPE = new Inside(Kind.ESCAPE, 0, 0, 0);

  /** What may be open within a string. */
  enum Kind {
    /** Nothing. */
    PLAIN,
    /** Behind a backslash. */
    ESCAPE,
    /** In the four digits of an escape. */
    DIGITS,
    /** In a character of several bytes. */
    BYTES
  }

  /**
   * What is open.
   *
   * @param count how many digits or bytes are missing
   * @param least the least that the next one may be
   * @param most the most that the next one may be
   */
  record Inside(Kind kind, int count, int least, int most) {}

  @Override
  public @Nullable JsonState next(int b) {
    return switch (inside.kind()) {
      case PLAIN -> plain(b);
      case ESCAPE -> escape(b);
      case DIGITS -> digit(b);
      case BYTES -> more(b);
    };
  }

  private @Nullable JsonState plain(int b) {
    if (b == '"') {
      return after;
    }
    if (left == 0 || b < 0x20) {
      return null;
    }
    if (b < 0x80) {
      return new TextState(left - 1, b == '\\' ? ESCAPE : PLAIN, after);
    }
    Inside first = firstByte(b);
    return first == null ? null : new TextState(left - 1, first, after);
  }

  /** Well-formed UTF-8 as table 3-7 of the Unicode standard has it. */
  static @Nullable Inside firstByte(int b) {
    if (b >= 0xC2 && b <= 0xDF) {
      return new Inside(Kind.BYTES, 1, 0x80, 0xBF);
    }
    if (b >= 0xE0 && b <= 0xEF) {
      return new Inside(Kind.BYTES, 2, b == 0xE0 ? 0xA0 : 0x80, b == 0xED ? 0x9F : 0xBF);
    }
    return b >= 0xF0 && b <= 0xF4
        ? new Inside(Kind.BYTES, 3, b == 0xF0 ? 0x90 : 0x80, b == 0xF4 ? 0x8F : 0xBF)
        : null;
  }

  private @Nullable JsonState more(int b) {
    if (b < inside.least() || b > inside.most()) {
      return null;
    }
    Inside rest =
        inside.count() == 1 ? PLAIN : new Inside(Kind.BYTES, inside.count() - 1, 0x80, 0xBF);
    return new TextState(left, rest, after);
  }

  private @Nullable JsonState escape(int b) {
    if (b == 'u') {
      return new TextState(left, new Inside(Kind.DIGITS, 4, 0, 15), after);
    }
    return "\"\\/bfnrt".indexOf(b) >= 0 ? new TextState(left, PLAIN, after) : null;
  }

  /** Half a pair of surrogates would be no character. */
  private @Nullable JsonState digit(int b) {
    int value = Character.digit(b, 16);
    if (b >= 0x80 || value < 0 || value > inside.most()) {
      return null;
    }
    int most = inside.count() == 4 && value == 0xD ? 7 : 15;
    Inside rest =
        inside.count() == 1 ? PLAIN : new Inside(Kind.DIGITS, inside.count() - 1, 0, most);
    return new TextState(left, rest, after);
  }

  @Override
  public boolean complete() {
    return false;
  }

  @Override
  public void close(StringBuilder bytes) {
    switch (inside.kind()) {
      case ESCAPE -> bytes.append('n');
      case DIGITS -> bytes.append("0".repeat(inside.count()));
      case BYTES -> {
        bytes.append((char) inside.least());
        bytes.append("\u0080".repeat(inside.count() - 1));
      }
      case PLAIN -> {
        // Nothing is open.
      }
    }
    bytes.append('"');
    after.close(bytes);
  }

  @Override
  public Object signature() {
    return List.of("text", Math.min(left, FAR), inside, after.signature());
  }
}
