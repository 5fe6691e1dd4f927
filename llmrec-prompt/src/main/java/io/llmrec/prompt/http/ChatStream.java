package io.llmrec.prompt.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import io.llmrec.prompt.StrictJson;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The chunks of one streamed reply. Used by one thread, once. */
final class ChatStream {

  private static final int MAX_EVENT_BYTES = 1024 * 1024;
  private static final String DONE = "[DONE]";

  private final JsonEndpoint endpoint;
  private final @Nullable TokenPrice price;
  private final StringBuilder text = new StringBuilder();
  private String model;
  private Reply.Finish finish = Reply.Finish.UNKNOWN;
  private Usage usage = Usage.UNKNOWN;
  private boolean complete;

  ChatStream(JsonEndpoint endpoint, String asked, @Nullable TokenPrice price) {
    this.endpoint = endpoint;
    this.price = price;
    this.model = asked;
  }

  /** A reply whose reader wanted no more. */
  static Reply cancelled(Reply reply) {
    return new Reply(reply.text(), reply.model(), Reply.Finish.CANCELLED, reply.usage());
  }

  /** Reads to the end, or until the reader wants no more. */
  Reply read(ByteFeed feed, Predicate<String> onText) {
    ServerEvents events = new ServerEvents(MAX_EVENT_BYTES);
    for (byte[] bytes = feed.next(); bytes != null; bytes = feed.next()) {
      if (!events.add(bytes)) {
        throw malformed("an event longer than " + MAX_EVENT_BYTES + " bytes");
      }
      for (String data = events.poll(); data != null; data = events.poll()) {
        if (data.strip().equals(DONE)) {
          return reply();
        }
        if (!accept(json(data), onText)) {
          return cancelled(reply());
        }
      }
    }
    if (!complete) {
      throw LlmException.retryable(
          "%s: the stream broke off after %d characters".formatted(endpoint, text.length()), null);
    }
    return reply();
  }

  private boolean accept(JsonNode chunk, Predicate<String> onText) {
    JsonNode error = chunk.path("error");
    if (!error.isMissingNode() && !error.isNull()) {
      throw failure(chunk);
    }
    model = ChatJson.model(chunk, model);
    if (chunk.path("usage").isObject()) {
      usage = ChatJson.usage(chunk.path("usage"), price);
    }
    JsonNode choice = chunk.at("/choices/0");
    JsonNode reason = choice.path("finish_reason");
    if (reason.isTextual()) {
      finish = ChatJson.finish(reason.textValue());
      complete = true;
    }
    String piece = choice.path("delta").path("content").textValue();
    if (piece == null || piece.isEmpty()) {
      return true;
    }
    text.append(piece);
    return onText.test(piece);
  }

  private JsonNode json(String data) {
    try {
      JsonNode json = StrictJson.read(data);
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      // Not kept as cause: it quotes the data unmasked.
      throw malformed("an event that is not valid JSON: " + endpoint.excerpt(data));
    }
    throw malformed("an event that is no JSON object: " + endpoint.excerpt(data));
  }

  private LlmException malformed(String what) {
    return LlmException.permanent(endpoint + " streamed " + what, null);
  }

  /** What stops a reply that has begun may pass, unless its status says otherwise. */
  private LlmException failure(JsonNode chunk) {
    int status = chunk.at("/error/code").asInt();
    boolean known = status >= 400 && status <= 599;
    return endpoint.failure(known ? status : 500, StrictJson.write(chunk));
  }

  private Reply reply() {
    return new Reply(text.toString(), model, finish, usage);
  }
}
