package io.llmrec.embed.json;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * What a strict reading of JSON (RFC 8259) needs beyond the reader itself: UTF-8 without mistakes,
 * whole numbers that are written as such, and an end after the one value.
 */
public final class StrictJson {

  /** Deeper nesting is refused. */
  private static final int MAX_DEPTH = 64;

  private StrictJson() {}

  /** A reader of one JSON text in UTF-8; what is malformed throws an {@link IOException}. */
  public static JsonReader reader(byte[] utf8) {
    JsonReader reader =
        new JsonReader(
            new InputStreamReader(
                new ByteArrayInputStream(utf8),
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
    reader.setStrictness(Strictness.STRICT);
    reader.setNestingLimit(MAX_DEPTH);
    return reader;
  }

  /**
   * The next value, which must be a whole number of at most 18 digits written without fraction,
   * exponent or quotes.
   *
   * @throws IOException when it is anything else
   */
  public static long nextWhole(JsonReader reader) throws IOException {
    require(reader, JsonToken.NUMBER);
    String path = reader.getPath();
    String digits = reader.nextString();
    if (!digits.matches("-?[0-9]{1,18}")) {
      throw new MalformedJsonException(path + " must be a whole number, was " + shortened(digits));
    }
    return Long.parseLong(digits);
  }

  /**
   * The next value, which must be a string.
   *
   * @throws IOException when it is anything else
   */
  public static String nextText(JsonReader reader) throws IOException {
    require(reader, JsonToken.STRING);
    return reader.nextString();
  }

  /**
   * Checks that nothing follows the value.
   *
   * @throws IOException when something does
   */
  public static void end(JsonReader reader) throws IOException {
    require(reader, JsonToken.END_DOCUMENT);
  }

  private static void require(JsonReader reader, JsonToken wanted) throws IOException {
    JsonToken found = reader.peek();
    if (found != wanted) {
      throw new MalformedJsonException(
          "%s must be %s, was %s".formatted(reader.getPath(), wanted, found));
    }
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
