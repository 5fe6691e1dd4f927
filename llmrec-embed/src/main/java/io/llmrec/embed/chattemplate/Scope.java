package io.llmrec.embed.chattemplate;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names and their values. What is set within a loop or macro ends with it. */
final class Scope {

  private final @Nullable Scope parent;
  private final Work work;
  private final Map<String, Object> values = new HashMap<>();

  /** An outermost scope. */
  Scope(Work work) {
    this.parent = null;
    this.work = work;
  }

  private Scope(Scope parent) {
    this.parent = parent;
    this.work = parent.work;
  }

  /** A scope within this one. */
  Scope inner() {
    return new Scope(this);
  }

  Work work() {
    return work;
  }

  void set(String name, Object value) {
    values.put(name, value);
  }

  Object get(String name) {
    for (Scope scope = this; scope != null; scope = scope.parent) {
      Object value = scope.values.get(name);
      if (value != null) {
        return value;
      }
    }
    return new Undefined(name);
  }
}
