package io.llmrec.embed.chattemplate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The methods of Python's strings, as far as they have a place in chat templates. */
final class TextMethods {

  static final Map<String, Builtin> ALL = all();

  private TextMethods() {}

  private static Map<String, Builtin> all() {
    Map<String, Builtin> all = new TreeMap<>();
    all.put("strip", (text, a) -> stripped((String) text, a, true, true));
    all.put("lstrip", (text, a) -> stripped((String) text, a, true, false));
    all.put("rstrip", (text, a) -> stripped((String) text, a, false, true));
    all.put("startswith", (text, a) -> ((String) text).startsWith(a.atMost(1).text(0, "prefix")));
    all.put("endswith", (text, a) -> ((String) text).endsWith(a.atMost(1).text(0, "suffix")));
    all.put("upper", (text, a) -> made(((String) text).toUpperCase(Locale.ROOT), a.atMost(0)));
    all.put("lower", (text, a) -> made(((String) text).toLowerCase(Locale.ROOT), a.atMost(0)));
    all.put("capitalize", (text, a) -> made(capitalized((String) text), a.atMost(0)));
    all.put("title", (text, a) -> made(titled((String) text), a.atMost(0)));
    all.put("replace", (text, a) -> replaced((String) text, a.atMost(2)));
    all.put("split", (text, a) -> split((String) text, a.atMost(2, "sep", "maxsplit")));
    all.put("splitlines", (text, a) -> lines((String) text, a.atMost(0)));
    all.put("find", (text, a) -> found((String) text, a.atMost(1)));
    all.put("count", (text, a) -> (long) parts((String) text, a.atMost(1), -1).size() - 1);
    all.put("join", (text, a) -> joined((String) text, a.atMost(1)));
    return Collections.unmodifiableMap(all);
  }

  private static String made(String text, Arguments arguments) {
    arguments.work().make(text.length());
    return text;
  }

  static String capitalized(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT)
            + text.substring(1).toLowerCase(Locale.ROOT);
  }

  static String titled(String text) {
    StringBuilder result = new StringBuilder();
    boolean inWord = false;
    for (char c : text.toCharArray()) {
      result.append(inWord ? Character.toLowerCase(c) : Character.toUpperCase(c));
      inWord = Character.isLetter(c);
    }
    return result.toString();
  }

  static String stripped(String text, Arguments arguments, Boolean left, Boolean right) {
    boolean blanks = arguments.atMost(1, "chars").get(0, "chars", Values.NONE) == Values.NONE;
    String characters = blanks ? "" : arguments.text(0, "chars");
    arguments.work().search(text, characters);
    int start = 0;
    int end = text.length();
    while (left && start < end && strips(text.charAt(start), blanks, characters)) {
      start++;
    }
    while (right && end > start && strips(text.charAt(end - 1), blanks, characters)) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean strips(char c, Boolean blanks, String characters) {
    return blanks ? isBlank(c) : characters.indexOf(c) >= 0;
  }

  /** What Python takes for white space. */
  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }

  static String replaced(String text, Arguments arguments) {
    String old = arguments.text(0, "old");
    String fresh = arguments.text(1, "new");
    if (old.isEmpty()) {
      throw new TemplateFailure("replacing the empty string is not supported");
    }
    arguments.work().search(text, old);
    long times = parts(text, arguments, -1).size() - 1;
    arguments.work().make(text.length() + times * (fresh.length() - old.length()));
    return text.replace(old, fresh);
  }

  private static Object split(String text, Arguments arguments) {
    int most = arguments.whole(1, "maxsplit", -1);
    if (arguments.get(0, "sep", Values.NONE) != Values.NONE) {
      return parts(text, arguments, most);
    }
    if (most >= 0) {
      throw new TemplateFailure("split by white space with a bound is not supported");
    }
    arguments.work().steps(text.length());
    List<Object> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean blank = i == text.length() || isBlank(text.charAt(i));
      if (blank && start >= 0) {
        words.add(text.substring(start, i));
      }
      start = blank ? -1 : start < 0 ? i : start;
    }
    return words;
  }

  private static List<Object> parts(String text, Arguments arguments, int most) {
    String separator = arguments.text(0, "sep");
    if (separator.isEmpty()) {
      throw new TemplateFailure("an empty separator");
    }
    arguments.work().search(text, separator);
    List<Object> parts = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf(separator);
        end >= 0 && (most < 0 || parts.size() < most);
        end = text.indexOf(separator, start)) {
      arguments.work().step();
      parts.add(text.substring(start, end));
      start = end + separator.length();
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static Object lines(String text, Arguments arguments) {
    arguments.work().steps(text.length());
    return new ArrayList<Object>(text.lines().toList());
  }

  private static Object found(String text, Arguments arguments) {
    String part = arguments.text(0, "sub");
    arguments.work().search(text, part);
    int at = text.indexOf(part);
    return at < 0 ? -1L : (long) text.codePointCount(0, at);
  }

  private static Object joined(String between, Arguments arguments) {
    List<Object> list = List.of(between);
    return Filters.joined(
        arguments.get(0, "iterable"), new Arguments(arguments.work(), list, Map.of()));
  }
}
