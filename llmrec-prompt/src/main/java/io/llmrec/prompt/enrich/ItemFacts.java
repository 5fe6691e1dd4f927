package io.llmrec.prompt.enrich;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.catalog.Item;
import io.llmrec.prompt.StrictJson;
import io.llmrec.prompt.UntrustedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a model is told of an item: title, categories and attributes, made harmless and bounded.
 *
 * @param json as one JSON object
 * @param texts each text in it
 */
public record ItemFacts(String json, List<String> texts) {

  private static final int MAX_TITLE = 400;
  private static final int MAX_CATEGORIES = 10;
  private static final int MAX_CATEGORY = 80;
  private static final int MAX_ATTRIBUTES = 24;
  private static final int MAX_NAME = 60;
  private static final int MAX_VALUE = 600;

  /** Takes a copy of the list. */
  public ItemFacts {
    texts = List.copyOf(texts);
  }

  /** What a model is told of an item. */
  public static ItemFacts of(Item item) {
    List<String> texts = new ArrayList<>();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("title", keep(item.title(), MAX_TITLE, texts));
    add(json, item.categories(), item.attributes(), texts);
    return new ItemFacts(StrictJson.write(json), List.copyOf(texts));
  }

  static ItemFacts withoutTitle(List<String> categories, Map<String, String> attributes) {
    List<String> texts = new ArrayList<>();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    add(json, categories, attributes, texts);
    return new ItemFacts(StrictJson.write(json), List.copyOf(texts));
  }

  private static void add(
      ObjectNode json,
      List<String> categories,
      Map<String, String> attributes,
      List<String> texts) {
    if (!categories.isEmpty()) {
      ArrayNode names = json.putArray("categories");
      categories.stream()
          .limit(MAX_CATEGORIES)
          .forEach(category -> names.add(keep(category, MAX_CATEGORY, texts)));
    }
    if (!attributes.isEmpty()) {
      ObjectNode values = json.putObject("attributes");
      attributes.entrySet().stream()
          .limit(MAX_ATTRIBUTES)
          .forEach(attribute -> put(values, attribute, texts));
    }
  }

  private static void put(
      ObjectNode attributes, Map.Entry<String, String> attribute, List<String> texts) {
    String name = keep(attribute.getKey(), MAX_NAME, texts);
    attributes.put(name, keep(attribute.getValue(), MAX_VALUE, texts));
  }

  private static String keep(String text, int maxChars, List<String> texts) {
    String clean = UntrustedText.clean(text, maxChars);
    texts.add(clean);
    return clean;
  }
}
