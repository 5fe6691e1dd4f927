package io.llmrec.prompt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * JSON from a server, a model or a file, read with no tolerance: exactly one value, nothing after
 * it, no key twice in an object, at most {@value #MAX_DEPTH} levels deep.
 *
 * <p>The caller caps the length before reading. Safe for use by several threads.
 */
public final class StrictJson {

  /** The deepest nesting of objects and arrays that is read. */
  public static final int MAX_DEPTH = 64;

  private static final int MAX_NUMBER_CHARS = 64;
  private static final int MAX_NAME_CHARS = 1024;
  private static final int MAX_STRING_CHARS = 64 * 1024 * 1024;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_CHARS)
                  .maxNameLength(MAX_NAME_CHARS)
                  .maxStringLength(MAX_STRING_CHARS)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** Stops after the first value. */
  private static final ObjectReader FIRST =
      MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private StrictJson() {}

  /**
   * The one JSON value of a text.
   *
   * @throws JsonProcessingException when it is not exactly one value, or breaks a limit; the
   *     message may quote the text
   */
  public static JsonNode read(String text) throws JsonProcessingException {
    JsonNode node = MAPPER.readTree(text);
    if (node.isMissingNode()) {
      throw new JsonParseException(null, "there is no JSON value");
    }
    return node;
  }

  /** A JSON value as text on one line. */
  public static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a tree can always be written", e);
    }
  }

  /** A text as a JSON string, with its quotes. */
  public static String quote(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  /**
   * The JSON value that begins at a place of a text, whatever follows it; null when there is none
   * or it breaks a limit.
   */
  static @Nullable Found readAt(char[] text, int start) {
    try (JsonParser parser = FACTORY.createParser(text, start, text.length - start)) {
      JsonNode node = FIRST.readTree(parser);
      return node == null ? null : new Found(node, start + (int) offset(parser));
    } catch (IOException e) {
      return null;
    }
  }

  private static long offset(JsonParser parser) {
    return parser.currentLocation().getCharOffset();
  }

  /**
   * A value and where it ends.
   *
   * @param node the value
   * @param end the place after its last character
   */
  record Found(JsonNode node, int end) {}
}
