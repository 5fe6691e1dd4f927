package io.llmrec.embed.chattemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Parts of values: attributes, elements and slices. */
final class Access {

  private Access() {}

  /** What {@code value.name} or {@code value[name]} is; undefined where there is nothing. */
  static Object item(Object value, Object key) {
    if (value instanceof Undefined undefined) {
      throw undefined.failure();
    }
    Object found = null;
    if (value instanceof Map<?, ?> map && key instanceof String) {
      found = map.get(key);
    } else if (value instanceof Namespace namespace && key instanceof String name) {
      found = namespace.get(name);
    } else if (value instanceof LoopState loop && key instanceof String name) {
      found = loop.get(name);
    } else if (Values.number(key) instanceof Long index) {
      found = element(value, index);
    }
    return found == null ? new Undefined(shown(key)) : found;
  }

  private static String shown(Object key) {
    return key instanceof String || key instanceof Number ? key.toString() : Values.kind(key);
  }

  private static Object element(Object value, long index) {
    Undefined nothing = new Undefined(Long.toString(index));
    if (value instanceof List<?> list) {
      long at = index < 0 ? index + list.size() : index;
      Object found = at >= 0 && at < list.size() ? list.get((int) at) : nothing;
      return found == null ? nothing : found;
    }
    if (value instanceof String text) {
      int count = text.codePointCount(0, text.length());
      long at = index < 0 ? index + count : index;
      return at >= 0 && at < count
          ? Character.toString(text.codePointAt(text.offsetByCodePoints(0, (int) at)))
          : nothing;
    }
    return nothing;
  }

  /** The part of a list or string from one index to another, as Python cuts it. */
  static Object slice(Work work, Object value, Object start, Object stop, Object step) {
    if (value instanceof Undefined undefined) {
      throw undefined.failure();
    }
    if (value instanceof Map) {
      throw new TemplateFailure("a map has no slices");
    }
    if (value instanceof String text) {
      work.make(text.length());
      int[] points = text.codePoints().toArray();
      StringBuilder part = new StringBuilder();
      indices(points.length, start, stop, step).forEach(i -> part.appendCodePoint(points[(int) i]));
      return part.toString();
    }
    List<Object> all = Values.elements(work, value);
    List<Object> part = new ArrayList<>();
    indices(all.size(), start, stop, step).forEach(i -> part.add(all.get((int) i)));
    return part;
  }

  private static LongStream indices(int size, Object start, Object stop, Object step) {
    long by = bound(step, 1);
    if (by == 0) {
      throw new TemplateFailure("the step of a slice is 0");
    }
    long from = clamped(bound(start, by > 0 ? 0 : Integer.MAX_VALUE), size, by);
    long to = stop == Values.NONE ? (by > 0 ? size : -1) : clamped(bound(stop, 0), size, by);
    return LongStream.iterate(from, i -> by > 0 ? i < to : i > to, i -> i + by);
  }

  private static long bound(Object value, long otherwise) {
    if (value == Values.NONE) {
      return otherwise;
    }
    if (value instanceof Long whole) {
      return Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE, whole));
    }
    throw new TemplateFailure(
        "a bound of a slice must be a whole number, was " + Values.kind(value));
  }

  private static long clamped(long index, int size, long step) {
    long at = index < 0 ? index + size : index;
    return step > 0 ? Math.max(0, Math.min(size, at)) : Math.max(-1, Math.min(size - 1L, at));
  }
}
