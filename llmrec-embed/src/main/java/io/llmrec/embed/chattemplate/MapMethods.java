package io.llmrec.embed.chattemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The methods of Python's dictionaries that change nothing. */
final class MapMethods {

  static final Map<String, Builtin> ALL =
      Map.of(
          "items", (map, a) -> items(map, a.atMost(0).work()),
          "keys", (map, a) -> Values.elements(a.atMost(0).work(), map),
          "values", (map, a) -> values((Map<?, ?>) map, a.atMost(0)),
          "get", (map, a) -> get((Map<?, ?>) map, a.atMost(2)));

  private MapMethods() {}

  /** Pairs of name and value. */
  static List<Object> items(Object value, Work work) {
    if (value instanceof Undefined) {
      return List.of();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new TemplateFailure("items of %s".formatted(Values.kind(value)));
    }
    List<Object> pairs = new ArrayList<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      work.step();
      pairs.add(List.of(entry.getKey(), entry.getValue()));
    }
    return pairs;
  }

  private static Object values(Map<?, ?> map, Arguments arguments) {
    arguments.work().steps(map.size());
    return new ArrayList<Object>(map.values());
  }

  private static Object get(Map<?, ?> map, Arguments arguments) {
    Object value = map.get(arguments.get(0, "key"));
    return value == null ? arguments.get(1, "default", Values.NONE) : value;
  }
}
