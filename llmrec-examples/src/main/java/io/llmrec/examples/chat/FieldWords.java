package io.llmrec.examples.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds conditions in words, with nothing but the fields and values that a prompt shows: limits of
 * numbers, a field called by its name, and values that are listed. Used by one thread.
 */
final class FieldWords {

  private static final String NUMBER = "[$¥￥]?\\s*([0-9]{1,7}(?:\\.[0-9]{1,2})?)";
  private static final Pattern AT_MOST =
      Pattern.compile(
          "(?:at most|under|below|less than|up to|no more than|cheaper than|max(?:imum)?"
              + "|不超过|低于|最多|少于)\\s*"
              + NUMBER
              + "|"
              + NUMBER
              + "\\s*(?:元|块|块钱)?\\s*(?:以内|以下|之内)");
  private static final Pattern AT_LEAST =
      Pattern.compile(
          "(?:at least|over|above|more than|不低于|至少|高于|超过)\\s*"
              + NUMBER
              + "|"
              + NUMBER
              + "\\s*(?:元|块|块钱)?\\s*(?:以上|起)");
  private static final Pattern SINCE =
      Pattern.compile(
          "(?:from|since)\\s+([12][0-9]{3})(?:\\s+(?:on|onwards|or"
              + " later))?|([12][0-9]{3})年?(?:以后|之后)");
  private static final Pattern BEFORE =
      Pattern.compile("(?:before|until)\\s+([12][0-9]{3})|([12][0-9]{3})年?(?:以前|之前)");
  private static final Pattern DECADE =
      Pattern.compile("(?:the )?([12][0-9]{2})0s|([12][0-9]{2})0年代");
  private static final int YEARS = 9;

  /** What people call fields whose names are English words. */
  private static final Map<String, String> CALLED =
      Map.ofEntries(
          Map.entry("made of ", "material"),
          Map.entry("directed by ", "director"),
          Map.entry("starring ", "actors"),
          Map.entry("with ", "features"),
          Map.entry("in colour ", "colour"),
          Map.entry("品牌", "brand"),
          Map.entry("颜色", "colour"),
          Map.entry("材质", "material"),
          Map.entry("带有", "features"),
          Map.entry("特点", "features"));

  private final Map<String, JsonNode> fields = new LinkedHashMap<>();

  FieldWords(JsonNode described) {
    described.forEach(field -> fields.put(field.path("field").asText(), field));
  }

  /** The conditions in some words, joined by and; null when there are none. */
  JsonNode condition(String words) {
    List<ObjectNode> found = new ArrayList<>();
    numbers(words, found);
    if (found.isEmpty()) {
      called(words, found);
    }
    if (found.isEmpty()) {
      listed(words, found);
    }
    if (found.isEmpty()) {
      return JsonNodeFactory.instance.nullNode();
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    ArrayNode parts = all.putArray("and");
    found.forEach(parts::add);
    return all;
  }

  boolean has(String field) {
    return fields.containsKey(field);
  }

  private void numbers(String words, List<ObjectNode> found) {
    if (has("year")) {
      number(SINCE, words, "year", ">=", found);
      number(BEFORE, words, "year", "<", found);
      Matcher decade = DECADE.matcher(words);
      if (decade.find()) {
        int first = Integer.parseInt(group(decade) + "0");
        found.add(test("year", ">=").put("value", first));
        found.add(test("year", "<=").put("value", first + YEARS));
      }
    }
    if (has("price") && found.isEmpty()) {
      number(AT_MOST, words, "price", "<=", found);
      // What is at most so much is also written "no more than" and "不超过".
      if (found.isEmpty()) {
        number(AT_LEAST, words, "price", ">=", found);
      }
    }
  }

  private static void number(
      Pattern pattern, String words, String field, String op, List<ObjectNode> found) {
    Matcher matcher = pattern.matcher(words);
    if (matcher.find()) {
      found.add(test(field, op).put("value", Double.parseDouble(group(matcher))));
    }
  }

  private static String group(Matcher matcher) {
    String first = matcher.group(1);
    return first == null ? matcher.group(2) : first;
  }

  /** A field that is called by its name or by another word for it. */
  private void called(String words, List<ObjectNode> found) {
    Map<String, String> names = new LinkedHashMap<>(CALLED);
    fields.keySet().forEach(field -> names.put(field.toLowerCase(Locale.ROOT) + " ", field));
    for (Map.Entry<String, String> name : names.entrySet()) {
      JsonNode field = fields.get(name.getValue());
      if (field != null && words.startsWith(name.getKey())) {
        String value = words.substring(name.getKey().length()).replaceFirst("^[是为有]", "").strip();
        boolean keyword = field.path("type").asText().equals("keyword");
        if (!value.isEmpty()) {
          found.add(test(name.getValue(), keyword ? "=" : "contains").put("value", value));
          return;
        }
      }
    }
  }

  /** Values that are listed, the longest first; of each field one. */
  private void listed(String words, List<ObjectNode> found) {
    String left = words;
    for (JsonNode field : fields.values()) {
      List<String> values = new ArrayList<>();
      field.path("values").forEach(value -> values.add(value.asText()));
      values.sort(Comparator.comparingInt((String value) -> -value.length()));
      for (String value : values) {
        int at = indexOf(left, value.toLowerCase(Locale.ROOT));
        if (at >= 0) {
          found.add(test(field.path("field").asText(), "=").put("value", value));
          left = left.substring(0, at) + " | " + left.substring(at + value.length());
          break;
        }
      }
    }
  }

  /** Where a value stands as words of its own, in the plural or not. */
  private static int indexOf(String words, String value) {
    Pattern whole =
        Pattern.compile(
            "(?<![\\p{L}&&[^\\p{IsHan}]])"
                + Pattern.quote(value)
                + "(?:s|es)?(?![\\p{L}&&[^\\p{IsHan}]])");
    Matcher matcher = whole.matcher(words);
    return value.isBlank() || !matcher.find() ? -1 : matcher.start();
  }

  static ObjectNode test(String field, String op) {
    return JsonNodeFactory.instance.objectNode().put("field", field).put("op", op);
  }
}
