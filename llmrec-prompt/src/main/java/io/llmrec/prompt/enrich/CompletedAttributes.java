package io.llmrec.prompt.enrich;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.catalog.Item;
import io.llmrec.prompt.StrictJson;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Attributes found in an item's own words.
 *
 * @param byName what was found, by the attribute's name
 */
public record CompletedAttributes(Map<String, Found> byName) {

  /**
   * A value and the words it rests on.
   *
   * @param value the attribute's value
   * @param quote words of the item, as they stand there
   */
  public record Found(String value, String quote) {}

  /** Takes a copy. */
  public CompletedAttributes {
    byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static CompletedAttributes parse(String text) {
    Map<String, Found> found = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, JsonNode> field : StrictJson.read(text).properties()) {
        JsonNode value = field.getValue().path("value");
        JsonNode quote = field.getValue().path("quote");
        if (!value.isTextual() || !quote.isTextual()) {
          throw new IllegalArgumentException(
              "attribute '" + field.getKey() + "' must have a value and a quote");
        }
        found.put(field.getKey(), new Found(value.textValue(), quote.textValue()));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("completed attributes are not valid JSON", e);
    }
    return new CompletedAttributes(found);
  }

  /** All of it as JSON on one line: the text of the enrichment. */
  public String text() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    byName.forEach(
        (name, found) ->
            json.putObject(name).put("value", found.value()).put("quote", found.quote()));
    return StrictJson.write(json);
  }

  /** An item with the values as attributes; what the item has already stays as it is. */
  public Item addTo(Item item) {
    Item completed = item;
    for (Map.Entry<String, Found> found : byName.entrySet()) {
      if (!completed.attributes().containsKey(found.getKey())) {
        completed = completed.withAttribute(found.getKey(), found.getValue().value());
      }
    }
    return completed;
  }
}
