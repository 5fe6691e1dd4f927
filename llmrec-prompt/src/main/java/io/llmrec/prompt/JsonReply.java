package io.llmrec.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the JSON in what a model said.
 *
 * <p>Tolerant outside the JSON, strict inside it: reasoning before {@code </think>}, code fences
 * and prose are passed over; the value itself must be valid as {@link StrictJson} reads it. Of
 * several values the longest is taken, of equally long ones the last, so that a remark such as
 * {@code [1]} does not win and a correction does. Values are looked for in the first {@value
 * #MAX_CHARS} characters after the reasoning; the rest is not looked at. The effort is bounded for
 * any input.
 *
 * <p>Safe for use by several threads.
 */
public final class JsonReply {

  /** The most characters that are searched. */
  public static final int MAX_CHARS = 64 * 1024;

  private static final int MAX_ATTEMPTS = 64;

  private JsonReply() {}

  /** The JSON object in a reply; empty when there is none. */
  public static Optional<ObjectNode> object(String reply) {
    return Optional.ofNullable((ObjectNode) search(reply, '{', "\"}"));
  }

  /** The JSON array in a reply, be it a field of an object; empty when there is none. */
  public static Optional<ArrayNode> array(String reply) {
    return Optional.ofNullable((ArrayNode) search(reply, '[', "]\"[{-0123456789tfn"));
  }

  private static @Nullable JsonNode search(String reply, char open, String firstInside) {
    char[] text = answer(reply).toCharArray();
    JsonNode best = null;
    int longest = 0;
    int attempts = 0;
    for (int i = 0; i < text.length && attempts < MAX_ATTEMPTS; i++) {
      if (text[i] != open || firstInside.indexOf(firstVisible(text, i + 1)) < 0) {
        continue;
      }
      attempts++;
      StrictJson.Found found = StrictJson.readAt(text, i);
      if (found == null) {
        continue;
      }
      if (found.end() - i >= longest) {
        best = found.node();
        longest = found.end() - i;
      }
      i = found.end() - 1;
    }
    return best;
  }

  /** What comes after the reasoning, cut to the length that is searched. */
  private static String answer(String reply) {
    String answer = Reasoning.strip(reply);
    return answer.substring(0, Math.min(answer.length(), MAX_CHARS));
  }

  private static char firstVisible(char[] text, int from) {
    for (int i = from; i < text.length; i++) {
      if (!Character.isWhitespace(text[i])) {
        return text[i];
      }
    }
    return 0;
  }
}
