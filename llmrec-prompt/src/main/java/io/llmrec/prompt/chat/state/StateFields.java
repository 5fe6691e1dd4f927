package io.llmrec.prompt.chat.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object of a state, each of which must be there and nothing else. */
final class StateFields {

  private static final int MAX_LIST = 1000;

  private final JsonNode json;
  private final Set<String> read = new HashSet<>();

  StateFields(JsonNode json) {
    if (!json.isObject()) {
      throw new IllegalArgumentException(
          "a state must be a JSON object, was " + json.getNodeType());
    }
    this.json = json;
  }

  void requireVersion(int version) {
    if (number("version") != version) {
      throw new IllegalArgumentException(
          "version of a state must be %d, was %d".formatted(version, number("version")));
    }
  }

  String text(String name) {
    return requireText(field(name));
  }

  static String requireText(JsonNode node) {
    if (!node.isTextual()) {
      throw new IllegalArgumentException("a state has a " + node.getNodeType() + " for a text");
    }
    return node.textValue();
  }

  int number(String name) {
    JsonNode node = field(name);
    if (!node.isInt()) {
      throw new IllegalArgumentException(
          "'%s' of a state must be a whole number, was %s".formatted(name, node.getNodeType()));
    }
    return node.intValue();
  }

  <E extends Enum<E>> E constant(String name, Class<E> type) {
    String value = text(name);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "a state has an unknown " + type.getSimpleName().toLowerCase(Locale.ROOT));
  }

  <T> List<T> list(String name, Function<JsonNode, T> reader) {
    JsonNode node = field(name);
    if (!node.isArray() || node.size() > MAX_LIST) {
      throw new IllegalArgumentException(
          "'%s' of a state must be a list of at most %d".formatted(name, MAX_LIST));
    }
    List<T> values = new ArrayList<>(node.size());
    node.forEach(value -> values.add(reader.apply(value)));
    return values;
  }

  @Nullable JsonNode optional(String name) {
    read.add(name);
    return json.get(name);
  }

  void requireNoMore() {
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!read.contains(name)) {
                throw new IllegalArgumentException("a state has an unknown field");
              }
            });
  }

  private JsonNode field(String name) {
    JsonNode node = optional(name);
    if (node == null) {
      throw new IllegalArgumentException("a state must have '" + name + "', has not");
    }
    return node;
  }
}
