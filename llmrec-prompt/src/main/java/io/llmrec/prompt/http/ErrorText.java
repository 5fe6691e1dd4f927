package io.llmrec.prompt.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.llmrec.prompt.StrictJson;
import io.llmrec.prompt.UntrustedText;
import org.jspecify.annotations.Nullable;

/** What a server says about a failure, made fit for a message. */
final class ErrorText {

  private static final int MAX_CHARS = 200;

  private ErrorText() {}

  /** The explanation in an error's body: its message where it is JSON of the usual form. */
  static String of(String body) {
    try {
      JsonNode json = StrictJson.read(body);
      for (String path : new String[] {"/error/message", "/message", "/detail", "/error"}) {
        String message = json.at(path).textValue();
        if (message != null && !message.isBlank()) {
          return message;
        }
      }
    } catch (JsonProcessingException e) {
      return body;
    }
    return body;
  }

  /** A short part of a text, on one line, harmless, without the key. */
  static String excerpt(String text, @Nullable Secret key) {
    // Masked before the characters change and the text is cut, and once more after.
    String masked = key == null ? text : key.mask(text);
    String shown = UntrustedText.clean(masked, MAX_CHARS);
    return key == null ? shown : key.mask(shown);
  }
}
