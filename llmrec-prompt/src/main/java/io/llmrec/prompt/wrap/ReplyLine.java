package io.llmrec.prompt.wrap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import io.llmrec.prompt.StrictJson;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A reply as it is kept in a cache.
 *
 * @param made when it was given, in milliseconds of the epoch
 * @param reply what was answered
 */
record ReplyLine(long made, Reply reply) {

  /** Reads a line; null when it is none, so that a damaged entry is as good as none. */
  static @Nullable ReplyLine parse(String line) {
    try {
      JsonNode json = StrictJson.read(line);
      Usage usage =
          new Usage(
              json.path("in").asLong(),
              json.path("out").asLong(),
              new BigDecimal(json.path("money").asText("0")),
              false);
      Reply.Finish finish = Reply.Finish.valueOf(json.path("finish").asText());
      String text = json.path("text").textValue();
      String model = json.path("model").asText();
      return text == null
          ? null
          : new ReplyLine(json.path("made").asLong(), new Reply(text, model, finish, usage));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return null;
    }
  }

  /** The line. */
  String write() {
    return StrictJson.write(
        JsonNodeFactory.instance
            .objectNode()
            .put("made", made)
            .put("text", reply.text())
            .put("model", reply.model())
            .put("finish", reply.finish().name())
            .put("in", reply.usage().inputTokens())
            .put("out", reply.usage().outputTokens())
            .put("money", reply.usage().money().toPlainString()));
  }
}
