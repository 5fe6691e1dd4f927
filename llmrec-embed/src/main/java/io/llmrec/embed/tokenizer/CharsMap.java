package io.llmrec.embed.tokenizer;

import static io.llmrec.embed.tokenizer.UnknownPartException.require;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The compiled character map of SentencePiece: a double array over the UTF-8 bytes of what is
 * replaced (Aoe, "An Efficient Digital Search Algorithm by Using a Double-Array Structure", 1989),
 * and behind it the replacements, each ended by a zero byte. The native side looks at clusters of
 * fewer than six bytes before it looks at single characters; here texts must have no such clusters.
 *
 * <p>Immutable.
 */
final class CharsMap {

  private static final int MAX_BYTES = 1 << 24;

  private final int[] units;
  private final byte[] replacements;

  private CharsMap(int[] units, byte[] replacements) {
    this.units = units;
    this.replacements = replacements;
  }

  /** Of the field of a {@code tokenizer.json}. */
  static CharsMap read(String base64) throws UnknownPartException {
    require(base64.length() <= MAX_BYTES, "endless character map");
    ByteBuffer bytes = decode(base64);
    require(bytes.remaining() >= Integer.BYTES, "character map without a size");
    int size = bytes.getInt();
    require(size >= Integer.BYTES && size <= bytes.remaining() && size % 4 == 0, "size of a map");
    int[] units = new int[size / Integer.BYTES];
    bytes.asIntBuffer().get(units);
    byte[] replacements = new byte[bytes.remaining() - size];
    bytes.position(bytes.position() + size).get(replacements);
    return new CharsMap(units, replacements);
  }

  private static ByteBuffer decode(String base64) throws UnknownPartException {
    try {
      return ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IllegalArgumentException e) {
      throw new UnknownPartException("character map that is not base64");
    }
  }

  /**
   * What a character becomes.
   *
   * @return null when the map is broken there
   */
  @Nullable String map(int point) {
    String character = Character.toString(point);
    byte[] bytes = character.getBytes(StandardCharsets.UTF_8);
    int node = offset(units[0]);
    for (byte next : bytes) {
      int label = next & 0xFF;
      if (label == 0) {
        break;
      }
      node ^= label;
      if (node < 0 || node >= units.length) {
        return null;
      }
      int unit = units[node];
      if ((unit & 0x800000FF) != label) {
        break;
      }
      node ^= offset(unit);
      if ((unit >>> 8 & 1) == 1) {
        return node >= 0 && node < units.length ? text(units[node] & 0x7FFFFFFF) : null;
      }
    }
    return character;
  }

  private static int offset(int unit) {
    return (unit >>> 10) << ((unit & 1 << 9) >>> 6);
  }

  private @Nullable String text(int start) {
    int end = start;
    while (end < replacements.length && replacements[end] != 0) {
      end++;
    }
    if (start >= replacements.length || end - start > 4 * CharacterMap.MAX_LENGTH) {
      return null;
    }
    try {
      ByteBuffer text = ByteBuffer.wrap(Arrays.copyOfRange(replacements, start, end));
      CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(text);
      return KnownCharacters.makeUp(decoded.toString()) ? decoded.toString() : null;
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Whether a character may be one with a neighbour in the eyes of a reader. */
  static boolean joins(int point) {
    return KnownCharacters.isMark(point)
        || Character.getType(point) == Character.FORMAT
        || point == '\r'
        || point == 0xE33
        || point == 0xFF9E
        || point == 0xFF9F
        || point >= 0x1F3FB && point <= 0x1F3FF;
  }
}
