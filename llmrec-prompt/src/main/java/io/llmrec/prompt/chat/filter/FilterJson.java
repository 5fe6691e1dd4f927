package io.llmrec.prompt.chat.filter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.prompt.UntrustedText;
import java.util.ArrayList;
import java.util.List;

/**
 * Filters in JSON: {@code {"field": "price", "op": "<=", "value": 50}}, {@code {"and": [...]}},
 * {@code {"or": [...]}} and {@code {"not": {...}}}; for {@code in} the value is an array.
 *
 * <p>Reading is strict: any other key, form or size is refused. Safe for use by several threads.
 */
public final class FilterJson {

  private static final int MAX_NAME = 60;
  private static final int MAX_VALUE = 200;
  private static final String FORM =
      "a filter is {\"field\", \"op\", \"value\"}, {\"and\": [...]}, {\"or\": [...]} or"
          + " {\"not\": {...}}";

  private int tests;

  private FilterJson() {}

  /**
   * Reads a filter; whether its fields and values exist is not looked at.
   *
   * @throws FilterException when it has another form or is too large
   */
  public static Filter read(JsonNode json) {
    return new FilterJson().read(json, 1);
  }

  /** Writes a filter. */
  public static ObjectNode write(Filter filter) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (filter instanceof Filter.Test test) {
      json.put("field", test.field()).put("op", test.op().symbol());
      if (test.op() == Op.IN) {
        ArrayNode values = json.putArray("value");
        test.values().forEach(values::add);
      } else {
        json.put("value", test.value());
      }
    } else if (filter instanceof Filter.All all) {
      writeParts(json.putArray("and"), all.parts());
    } else if (filter instanceof Filter.Any any) {
      writeParts(json.putArray("or"), any.parts());
    } else if (filter instanceof Filter.Not not) {
      json.set("not", write(not.part()));
    }
    return json;
  }

  private static void writeParts(ArrayNode array, List<Filter> parts) {
    parts.forEach(part -> array.add(write(part)));
  }

  private Filter read(JsonNode json, int depth) {
    if (depth > Filter.MAX_DEPTH) {
      throw new FilterException("a filter has at most %d levels".formatted(Filter.MAX_DEPTH));
    }
    if (!json.isObject()) {
      throw new FilterException(FORM);
    }
    if (json.has("field")) {
      return test(json);
    }
    if (json.size() != 1) {
      throw new FilterException(FORM);
    }
    if (json.has("and")) {
      return new Filter.All(parts(json.get("and"), depth));
    }
    if (json.has("or")) {
      return new Filter.Any(parts(json.get("or"), depth));
    }
    if (json.has("not")) {
      return new Filter.Not(read(json.get("not"), depth + 1));
    }
    throw new FilterException(FORM);
  }

  private List<Filter> parts(JsonNode json, int depth) {
    if (!json.isArray() || json.isEmpty() || json.size() > Filter.MAX_TESTS) {
      throw new FilterException(
          "and, or take a list of 1 to %d conditions".formatted(Filter.MAX_TESTS));
    }
    List<Filter> parts = new ArrayList<>();
    json.forEach(part -> parts.add(read(part, depth + 1)));
    return parts;
  }

  private Filter test(JsonNode json) {
    if (++tests > Filter.MAX_TESTS) {
      throw new FilterException("a filter has at most %d tests".formatted(Filter.MAX_TESTS));
    }
    if (json.size() != 3 || !json.path("field").isTextual() || !json.path("op").isTextual()) {
      throw new FilterException(FORM);
    }
    String name = UntrustedText.clean(json.path("field").textValue(), MAX_NAME);
    String symbol = json.path("op").textValue();
    Op op = Op.of(symbol);
    if (op == null) {
      throw new FilterException(
          "there is no op '%s'; allowed are %s"
              .formatted(UntrustedText.clean(symbol, MAX_NAME), Op.symbols()));
    }
    return new Filter.Test(name, op, values(json.path("value"), op));
  }

  private static List<String> values(JsonNode json, Op op) {
    if (op != Op.IN) {
      return List.of(value(json));
    }
    if (!json.isArray() || json.isEmpty() || json.size() > Filter.MAX_VALUES) {
      throw new FilterException("in takes a list of 1 to %d values".formatted(Filter.MAX_VALUES));
    }
    List<String> values = new ArrayList<>();
    json.forEach(value -> values.add(value(value)));
    return values;
  }

  private static String value(JsonNode json) {
    if (!json.isTextual() && !json.isNumber() && !json.isBoolean()) {
      throw new FilterException("a value is a text or a number, was " + json.getNodeType());
    }
    String value = UntrustedText.clean(json.asText(), MAX_VALUE);
    if (value.isBlank()) {
      throw new FilterException("a value must not be blank");
    }
    return value;
  }
}
