package io.llmrec.examples.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmrec.core.catalog.Item;
import io.llmrec.prompt.Language;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A line of {@code items.jsonl}: an item as its seller lists it, and the truth about it.
 *
 * @param item what a recommender sees
 * @param product what only the author and the simulated customers know
 */
record Listing(Item item, Product product) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One line of JSON with the fields id, title, categories, attributes and facts, in this order.
   */
  String toJson() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("id", item.id());
    line.put("title", item.title());
    line.put("categories", item.categories());
    line.put("attributes", item.attributes());
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("leaf", product.leaf());
    facts.putAll(product.facts());
    line.put("facts", facts);
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write item '" + item.id() + "'", e);
    }
  }

  /** Reads what {@link #toJson} wrote. */
  static Listing fromJson(String json) {
    try {
      Line line = JSON.readValue(json, new TypeReference<>() {});
      Item item =
          new Item(line.id(), line.title(), line.categories(), line.attributes(), List.of());
      Map<String, String> facts = new LinkedHashMap<>(line.facts());
      String leaf = Lookup.in(facts, "leaf");
      facts.remove("leaf");
      Language language = Language.of(Lookup.in(line.attributes(), "language"));
      return new Listing(item, new Product(line.id(), language, leaf, facts));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot read the line: " + json, e);
    }
  }

  /** The fields as they stand in the file. */
  private record Line(
      String id,
      String title,
      List<String> categories,
      LinkedHashMap<String, String> attributes,
      LinkedHashMap<String, String> facts) {}
}
