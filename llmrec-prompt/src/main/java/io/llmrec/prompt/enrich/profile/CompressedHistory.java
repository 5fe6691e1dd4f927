package io.llmrec.prompt.enrich.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.prompt.StrictJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A long history made short: what a model wrote of it and the items that stand for it. The state
 * between two updates, which can be kept as a line of text. Personal data of its user.
 *
 * @param userId whose history it is, not blank
 * @param summary what was written of it; empty for none yet
 * @param items ids of the items that stand for it, the strongest first
 * @param through the time of the latest event in it; {@link Instant#EPOCH} for none yet
 * @param events how many events are in it
 */
public record CompressedHistory(
    String userId, String summary, List<String> items, Instant through, long events) {

  /** Checks the id and takes a copy of the list. */
  public CompressedHistory {
    if (userId.isBlank()) {
      throw new IllegalArgumentException("userId must not be blank");
    }
    items = List.copyOf(items);
  }

  /** The state before the first event. */
  public static CompressedHistory empty(String userId) {
    return new CompressedHistory(userId, "", List.of(), Instant.EPOCH, 0);
  }

  /** All of it as JSON on one line. */
  public String line() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("user", userId).put("summary", summary);
    items.forEach(json.putArray("items")::add);
    return StrictJson.write(json.put("through", through.toString()).put("events", events));
  }

  /**
   * Reads what {@link #line} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static CompressedHistory parse(String line) {
    try {
      JsonNode json = StrictJson.read(line);
      JsonNode events = json.path("events");
      List<String> items = new ArrayList<>();
      json.path("items").forEach(item -> items.add(item.asText()));
      if (!json.path("summary").isTextual()
          || !json.path("items").isArray()
          || !events.isLong() && !events.isInt()) {
        throw new IllegalArgumentException("a compressed history lacks a field");
      }
      return new CompressedHistory(
          json.path("user").asText(),
          json.path("summary").textValue(),
          items,
          Instant.parse(json.path("through").asText()),
          events.longValue());
    } catch (JsonProcessingException | DateTimeException e) {
      throw new IllegalArgumentException("a compressed history is not as it was written", e);
    }
  }
}
