package io.llmrec.embed.chattemplate;

import java.util.List;
import java.util.Map;

/**
 * What a filter, test, method or function is called with.
 *
 * @param work counts the steps
 * @param positional in order
 * @param named by name
 */
record Arguments(Work work, List<Object> positional, Map<String, Object> named) {

  /** None. */
  static Arguments none(Work work) {
    return new Arguments(work, List.of(), Map.of());
  }

  int count() {
    return positional.size();
  }

  /** One by place or name, or another where it is not given. */
  Object get(int index, String name, Object otherwise) {
    return index < positional.size() ? positional.get(index) : named.getOrDefault(name, otherwise);
  }

  /** One by place or name that must be given. */
  Object get(int index, String name) {
    Object value = get(index, name, new Undefined(name));
    if (value instanceof Undefined undefined) {
      throw undefined.failure();
    }
    return value;
  }

  String text(int index, String name) {
    Object value = get(index, name);
    if (value instanceof String text) {
      return text;
    }
    throw new TemplateFailure("'%s' must be a string, was %s".formatted(name, Values.kind(value)));
  }

  int whole(int index, String name, int otherwise) {
    Object value = get(index, name, (long) otherwise);
    if (value instanceof Long whole && whole == (int) (long) whole) {
      return (int) (long) whole;
    }
    throw new TemplateFailure(
        "'%s' must be a whole number, was %s".formatted(name, Values.kind(value)));
  }

  /** Refuses more arguments than there may be, and names that there are not. */
  Arguments atMost(int count, String... names) {
    if (positional.size() > count || !List.of(names).containsAll(named.keySet())) {
      throw new TemplateFailure(
          "arguments %s and %s are more than are supported"
              .formatted(positional.size(), named.keySet()));
    }
    return this;
  }
}
