package io.llmrec.embed.chattemplate;

import java.util.HashMap;
import java.util.Map;

/** Jinja's {@code namespace}: values that a loop can set for what comes after it. */
final class Namespace {

  private final Map<String, Object> values;

  Namespace(Map<String, Object> values) {
    this.values = new HashMap<>(values);
  }

  Object get(String name) {
    return values.getOrDefault(name, new Undefined(name));
  }

  void set(String name, Object value) {
    values.put(name, value);
  }
}
