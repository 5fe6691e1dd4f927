package io.llmrec.prompt.chat.filter;

import io.llmrec.core.catalog.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds out which fields items have. */
final class DerivedFields {

  private static final int MAX_ATTRIBUTES = 30;
  private static final int MAX_NAME = 60;
  private static final double MOST = 0.95;
  private static final double LONG_CHARS = 60;

  private DerivedFields() {}

  /** What was seen of an attribute. */
  private static final class Seen {
    private int items;
    private int numbers;
    private int days;
    private long chars;

    void add(String value) {
      items++;
      chars += value.length();
      numbers += NumberColumn.parse(FieldType.NUMBER, value) == null ? 0 : 1;
      days += NumberColumn.parse(FieldType.DATE, value) == null ? 0 : 1;
    }

    FieldType type() {
      if (numbers >= MOST * items) {
        return FieldType.NUMBER;
      }
      if (days >= MOST * items) {
        return FieldType.DATE;
      }
      return (double) chars / items > LONG_CHARS ? FieldType.TEXT : FieldType.KEYWORD;
    }
  }

  static List<FieldSource> of(List<Item> items) {
    Map<String, Seen> attributes = new HashMap<>();
    boolean categories = false;
    for (Item item : items) {
      categories |= !item.categories().isEmpty();
      item.attributes()
          .forEach(
              (name, value) -> {
                if (!value.isBlank() && name.length() <= MAX_NAME) {
                  attributes.computeIfAbsent(name, n -> new Seen()).add(value);
                }
              });
    }
    List<FieldSource> sources = new ArrayList<>();
    sources.add(FieldSource.title());
    if (categories) {
      sources.add(FieldSource.categories());
    }
    attributes.entrySet().stream()
        .filter(entry -> !List.of("title", "category").contains(entry.getKey()))
        .sorted(
            (a, b) ->
                a.getValue().items == b.getValue().items
                    ? a.getKey().compareTo(b.getKey())
                    : b.getValue().items - a.getValue().items)
        .limit(MAX_ATTRIBUTES)
        .map(entry -> FieldSource.attribute(entry.getKey(), entry.getValue().type()))
        .forEach(sources::add);
    return sources;
  }
}
