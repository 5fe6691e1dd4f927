package io.llmrec.prompt.chat.filter;

import io.llmrec.core.catalog.Item;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A field as a host declares it: where an item's values come from.
 *
 * @param name what a model calls it: 1 to 60 characters, not blank
 * @param type what its values are
 * @param values an item's values, none where it has none; what is not of the type is passed over
 */
public record FieldSource(String name, FieldType type, Function<Item, List<String>> values) {

  private static final int MAX_NAME = 60;

  /** Checks the name. */
  public FieldSource {
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "name of a field must have 1 to %d characters, was '%s'".formatted(MAX_NAME, name));
    }
  }

  /** The attribute of the field's name. */
  public static FieldSource attribute(String name, FieldType type) {
    return new FieldSource(name, type, item -> one(item.attributes().get(name)));
  }

  /** The parts of the attribute of the field's name between separators such as a comma. */
  public static FieldSource attributeList(String name, String separator) {
    return new FieldSource(
        name,
        FieldType.KEYWORD,
        item -> parts(item.attributes().getOrDefault(name, ""), separator));
  }

  /** The categories, called {@code category}. */
  public static FieldSource categories() {
    return new FieldSource("category", FieldType.KEYWORD, Item::categories);
  }

  /** The words of the title, called {@code title}. */
  public static FieldSource title() {
    return new FieldSource("title", FieldType.TEXT, item -> List.of(item.title()));
  }

  private static List<String> one(@Nullable String value) {
    return value == null || value.isBlank() ? List.of() : List.of(value);
  }

  private static List<String> parts(String value, String separator) {
    return Arrays.stream(value.split(Pattern.quote(separator)))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }
}
