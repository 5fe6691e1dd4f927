package io.llmrec.embed.chattemplate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What values there are: {@link String}, {@link Long}, {@link Double}, {@link Boolean}, {@link
 * List}, {@link Map} by string, {@link #NONE}, {@link Undefined}, {@link Namespace}, {@link
 * LoopState} and {@link Macro}.
 */
final class Values {

  /** Jinja's {@code none}. */
  static final Object NONE =
      new Object() {
        @Override
        public String toString() {
          return "none";
        }
      };

  private static final int MAX_DEPTH = 32;

  private static final int MAX_CHARACTERS = 1 << 20;

  private Values() {}

  /** A value that the host gives. */
  static Object of(@Nullable Object value) {
    return of(value, 0);
  }

  private static Object of(@Nullable Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "values must be at most %d levels deep".formatted(MAX_DEPTH));
    }
    if (value == null) {
      return NONE;
    }
    if (value instanceof String || value instanceof Boolean || value instanceof Long) {
      return value;
    }
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Double || value instanceof Float) {
      return ((Number) value).doubleValue();
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(element -> copy.add(of(element, depth + 1)));
      return copy;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((name, inner) -> copy.put(String.valueOf(name), of(inner, depth + 1)));
      return copy;
    }
    throw new IllegalArgumentException(
        "values must be strings, booleans, numbers, lists or maps, was "
            + value.getClass().getName());
  }

  /** How messages call a value's kind. */
  static String kind(Object value) {
    if (value instanceof Undefined undefined) {
      return "undefined ('%s')".formatted(undefined.name());
    }
    return value == NONE
        ? "none"
        : value instanceof String
            ? "a string"
            : value instanceof List
                ? "a list"
                : value instanceof Map
                    ? "a map"
                    : value instanceof Boolean
                        ? "a boolean"
                        : value instanceof Number ? "a number" : "an object";
  }

  /** Whether a condition holds. */
  static boolean truth(Object value) {
    if (value instanceof Boolean bool) {
      return bool;
    }
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    if (value instanceof String text) {
      return !text.isEmpty();
    }
    if (value instanceof List<?> list) {
      return !list.isEmpty();
    }
    if (value instanceof Map<?, ?> map) {
      return !map.isEmpty();
    }
    return value != NONE && !(value instanceof Undefined);
  }

  /** The elements of a list, names of a map, or characters of a string. */
  static List<Object> elements(Work work, Object value) {
    if (value instanceof Undefined) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      work.steps(list.size());
      return new ArrayList<>(list);
    }
    if (value instanceof Map<?, ?> map) {
      work.steps(map.size());
      return new ArrayList<>(map.keySet());
    }
    if (value instanceof String text) {
      if (text.length() > MAX_CHARACTERS) {
        throw new TemplateFailure(
            "the characters of a string of %d, of more than %d, one by one"
                .formatted(text.length(), MAX_CHARACTERS));
      }
      work.steps(text.length());
      List<Object> characters = new ArrayList<>();
      text.codePoints().forEach(point -> characters.add(Character.toString(point)));
      return characters;
    }
    throw new TemplateFailure(kind(value) + " has no elements");
  }

  /** How many elements there are. */
  static long length(Object value) {
    if (value instanceof String text) {
      return text.codePointCount(0, text.length());
    }
    if (value instanceof List<?> list) {
      return list.size();
    }
    if (value instanceof Map<?, ?> map) {
      return map.size();
    }
    if (value instanceof Undefined) {
      return 0;
    }
    throw new TemplateFailure(kind(value) + " has no length");
  }

  /** Whether two values are equal; true is 1 and false is 0. */
  static boolean equal(Work work, Object first, Object second) {
    work.step();
    if (first instanceof List<?> a && second instanceof List<?> b) {
      return a.size() == b.size() && equalElements(work, a, b);
    }
    if (first instanceof Map<?, ?> a && second instanceof Map<?, ?> b) {
      return a.keySet().equals(b.keySet())
          && equalElements(work, List.copyOf(a.values()), a.keySet().stream().map(b::get).toList());
    }
    Object a = number(first);
    Object b = number(second);
    if (a instanceof Number x && b instanceof Number y) {
      return x instanceof Long && y instanceof Long
          ? x.equals(y)
          : x.doubleValue() == y.doubleValue();
    }
    if (first instanceof String a2 && second instanceof String) {
      work.make(a2.length());
    }
    return first instanceof Undefined ? second instanceof Undefined : Objects.equals(first, second);
  }

  private static boolean equalElements(Work work, List<?> first, List<?> second) {
    work.enter();
    try {
      for (int i = 0; i < first.size(); i++) {
        if (!equal(work, element(first, i), element(second, i))) {
          return false;
        }
      }
      return true;
    } finally {
      work.leave();
    }
  }

  private static Object element(List<?> list, int index) {
    Object element = list.get(index);
    return element == null ? NONE : element;
  }

  /** A boolean as a number, anything else as it is. */
  static Object number(Object value) {
    return value instanceof Boolean bool ? (Object) (bool ? 1L : 0L) : value;
  }
}
