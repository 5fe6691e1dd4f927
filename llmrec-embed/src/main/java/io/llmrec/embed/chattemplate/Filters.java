package io.llmrec.embed.chattemplate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Jinja's filters, as far as they have a place in chat templates. */
final class Filters {

  static final Map<String, Builtin> ALL = all();

  private Filters() {}

  private static Map<String, Builtin> all() {
    Map<String, Builtin> all = new TreeMap<>();
    all.put("trim", (value, a) -> strip(value, a.atMost(1, "chars")));
    all.put("upper", (value, a) -> text(value, a).toUpperCase(Locale.ROOT));
    all.put("lower", (value, a) -> text(value, a).toLowerCase(Locale.ROOT));
    all.put("capitalize", (value, a) -> TextMethods.capitalized(text(value, a)));
    all.put("title", (value, a) -> TextMethods.titled(text(value, a)));
    all.put("string", (value, a) -> text(value, a));
    all.put("safe", (value, a) -> text(value, a));
    all.put("replace", (value, a) -> replaced(value, a.atMost(2)));
    all.put("indent", Filters::indented);
    all.put("tojson", Filters::json);
    all.put("length", (value, a) -> Values.length(value));
    all.put("count", (value, a) -> Values.length(value));
    all.put("default", Filters::otherwise);
    all.put("d", Filters::otherwise);
    all.put("int", Filters::whole);
    all.put("abs", Filters::absolute);
    all.put("list", (value, a) -> Values.elements(a.work(), value));
    all.put("join", Filters::joined);
    all.put("first", (value, a) -> at(value, a, true));
    all.put("last", (value, a) -> at(value, a, false));
    all.put("reverse", Filters::reversed);
    all.put("items", (value, a) -> MapMethods.items(value, a.work()));
    all.put("map", Filters::attributes);
    all.put("selectattr", (value, a) -> selected(value, a, true));
    all.put("rejectattr", (value, a) -> selected(value, a, false));
    return Collections.unmodifiableMap(all);
  }

  private static String text(Object value, Arguments arguments) {
    return ValueWriter.text(arguments.work(), value);
  }

  private static Object strip(Object value, Arguments arguments) {
    return TextMethods.stripped(text(value, arguments), arguments, true, true);
  }

  private static Object replaced(Object value, Arguments arguments) {
    return TextMethods.replaced(text(value, arguments), arguments);
  }

  private static Object indented(Object value, Arguments arguments) {
    arguments.atMost(2, "width", "first");
    int width = arguments.whole(0, "width", 4);
    String blanks = " ".repeat(Math.max(0, Math.min(width, 64)));
    String text = text(value, arguments);
    arguments.work().make((long) text.length() * (1 + blanks.length()));
    String lines =
        text.lines()
            .map(line -> line.isEmpty() ? line : blanks + line)
            .collect(Collectors.joining("\n"));
    boolean first = Values.truth(arguments.get(1, "first", false));
    return first || !lines.startsWith(blanks) ? lines : lines.substring(blanks.length());
  }

  private static Object json(Object value, Arguments arguments) {
    arguments.atMost(1, "indent", "ensure_ascii");
    if (Values.truth(arguments.named().getOrDefault("ensure_ascii", false))) {
      throw new TemplateFailure("tojson with ensure_ascii is not supported");
    }
    Object indent = arguments.get(0, "indent", Values.NONE);
    int width = indent == Values.NONE ? 0 : arguments.whole(0, "indent", 0);
    return ValueWriter.json(arguments.work(), value, Math.max(0, Math.min(width, 16)));
  }

  private static Object otherwise(Object value, Arguments arguments) {
    arguments.atMost(2, "default_value", "boolean");
    boolean falseToo = Values.truth(arguments.get(1, "boolean", false));
    boolean missing = value instanceof Undefined || (falseToo && !Values.truth(value));
    return missing ? arguments.get(0, "default_value", "") : value;
  }

  private static Object whole(Object value, Arguments arguments) {
    if (Values.number(value) instanceof Number number) {
      return number.longValue();
    }
    String text = text(value, arguments).strip();
    return text.matches("[+-]?[0-9]{1,18}")
        ? (Object) Long.parseLong(text)
        : arguments.get(0, "default", 0L);
  }

  private static Object absolute(Object value, Arguments arguments) {
    return value instanceof Double real
        ? (Object) Math.abs(real)
        : Operators.arithmetic(
            "*", value, Operators.compare(arguments.work(), "<", value, 0L) ? -1L : 1L);
  }

  static Object joined(Object value, Arguments arguments) {
    arguments.atMost(2, "d", "attribute");
    String between = ValueWriter.text(arguments.work(), arguments.get(0, "d", ""));
    Object attribute = arguments.get(1, "attribute", Values.NONE);
    Output output = new Output(arguments.work());
    boolean first = true;
    for (Object element : Values.elements(arguments.work(), value)) {
      Object part = attribute == Values.NONE ? element : attribute(element, attribute);
      output.write(first ? "" : between);
      output.write(ValueWriter.text(arguments.work(), part));
      first = false;
    }
    return output.toString();
  }

  private static Object at(Object value, Arguments arguments, Boolean first) {
    List<Object> elements = Values.elements(arguments.work(), value);
    return elements.isEmpty()
        ? new Undefined(first ? "first" : "last")
        : elements.get(first ? 0 : elements.size() - 1);
  }

  private static Object reversed(Object value, Arguments arguments) {
    if (value instanceof String text) {
      arguments.work().make(text.length());
      return new StringBuilder(text).reverse().toString();
    }
    List<Object> elements = new ArrayList<>(Values.elements(arguments.work(), value));
    Collections.reverse(elements);
    return elements;
  }

  private static Object attributes(Object value, Arguments arguments) {
    Object name = arguments.atMost(0, "attribute").get(0, "attribute");
    return Values.elements(arguments.work(), value).stream()
        .map(element -> attribute(element, name))
        .collect(Collectors.toList());
  }

  private static Object attribute(Object element, Object name) {
    return Access.item(element, name);
  }

  private static Object selected(Object value, Arguments arguments, Boolean wanted) {
    Object name = arguments.get(0, "attribute");
    Builtin test =
        arguments.count() < 2
            ? (subject, none) -> Values.truth(subject)
            : Tests.named(arguments.text(1, "test"));
    int used = Math.min(2, arguments.count());
    Arguments rest =
        new Arguments(
            arguments.work(),
            arguments.positional().subList(used, arguments.count()),
            arguments.named());
    return Values.elements(arguments.work(), value).stream()
        .filter(e -> Values.truth(test.call(attribute(e, name), rest)) == wanted)
        .collect(Collectors.toList());
  }
}
