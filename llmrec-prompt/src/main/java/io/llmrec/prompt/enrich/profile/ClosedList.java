package io.llmrec.prompt.enrich.profile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.llmrec.prompt.StrictJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names a model must choose from; letter case and spaces at the ends do not count. */
final class ClosedList {

  private static final int MAX_NAMES = 500;

  private final Map<String, String> names = new LinkedHashMap<>();

  ClosedList(String what, List<String> all) {
    for (String name : all) {
      if (name.isBlank() || names.put(key(name), name.strip()) != null) {
        throw new IllegalArgumentException(
            what + " must be neither blank nor twice in the list, was '" + name + "'");
      }
    }
    if (names.size() > MAX_NAMES) {
      throw new IllegalArgumentException(
          "%s must be at most %d names, were %d".formatted(what, MAX_NAMES, names.size()));
    }
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  /** The name as the host writes it, or null when it is not in the list. */
  @Nullable String find(String name) {
    return names.get(key(name));
  }

  /**
   * The chosen names as the host writes them, each once, without those that are not in the list.
   */
  List<String> known(List<String> chosen) {
    List<String> known = new ArrayList<>();
    for (String name : chosen) {
      String found = find(name);
      if (found != null && !known.contains(found)) {
        known.add(found);
      }
    }
    return known;
  }

  /** The first name that is not in the list, or null when all are. */
  @Nullable String firstUnknown(List<String> chosen) {
    return chosen.stream().filter(name -> find(name) == null).findFirst().orElse(null);
  }

  String json() {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    names.values().forEach(json::add);
    return StrictJson.write(json);
  }
}
