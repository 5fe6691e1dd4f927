package io.llmrec.embed.chattemplate;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Jinja's tests, what may stand behind {@code is}. */
final class Tests {

  static final Map<String, Builtin> ALL = all();

  private Tests() {}

  private static Map<String, Builtin> all() {
    Map<String, Builtin> all = new TreeMap<>();
    all.put("defined", (value, a) -> !(value instanceof Undefined));
    all.put("undefined", (value, a) -> value instanceof Undefined);
    all.put("none", (value, a) -> value == Values.NONE);
    all.put("string", (value, a) -> value instanceof String);
    all.put("mapping", (value, a) -> value instanceof Map);
    all.put("sequence", (value, a) -> isIterable(value));
    all.put("iterable", (value, a) -> isIterable(value));
    all.put("number", (value, a) -> Values.number(value) instanceof Number);
    all.put("integer", (value, a) -> value instanceof Long);
    all.put("float", (value, a) -> value instanceof Double);
    all.put("boolean", (value, a) -> value instanceof Boolean);
    all.put("true", (value, a) -> Boolean.TRUE.equals(value));
    all.put("false", (value, a) -> Boolean.FALSE.equals(value));
    all.put("odd", (value, a) -> remainder(value, 2L).equals(1L));
    all.put("even", (value, a) -> remainder(value, 2L).equals(0L));
    all.put("divisibleby", (value, a) -> remainder(value, a.get(0, "num")).equals(0L));
    all.put("in", (value, a) -> compared(value, a, "in"));
    for (String name : List.of("eq", "equalto")) {
      all.put(name, (value, a) -> compared(value, a, "=="));
    }
    all.put("ne", (value, a) -> compared(value, a, "!="));
    all.put("lt", (value, a) -> compared(value, a, "<"));
    all.put("le", (value, a) -> compared(value, a, "<="));
    all.put("gt", (value, a) -> compared(value, a, ">"));
    all.put("ge", (value, a) -> compared(value, a, ">="));
    return Collections.unmodifiableMap(all);
  }

  private static boolean isIterable(Object value) {
    return value instanceof String
        || value instanceof List
        || value instanceof Map
        || value instanceof Undefined;
  }

  private static Object remainder(Object value, Object divisor) {
    return Operators.arithmetic("%", value, divisor);
  }

  private static boolean compared(Object value, Arguments arguments, String operator) {
    return Operators.compare(arguments.work(), operator, value, arguments.get(0, "other"));
  }

  /** A test that another filter names. */
  static Builtin named(String name) {
    Builtin test = ALL.get(name);
    if (test == null) {
      throw new TemplateFailure(
          "the test '%s' is not supported, supported are %s".formatted(name, ALL.keySet()));
    }
    return test;
  }
}
