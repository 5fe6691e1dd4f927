package io.llmrec.core.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fields that become attributes under their own names. */
final class Attributes {

  private Attributes() {}

  /** The fields of these names that are not blank, in this order. */
  static Map<String, String> of(Row row, List<String> names) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String name : names) {
      String text = row.text(name);
      if (!text.isBlank()) {
        attributes.put(name, text);
      }
    }
    return attributes;
  }
}
