package io.llmrec.core.data;

import io.llmrec.core.catalog.Item;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a host's table keeps what an {@link Item} needs.
 *
 * @param id the column of ids
 * @param title the column of titles
 * @param categories the columns of categories, one after the other from the broadest to the leaf;
 *     most files have one or none
 * @param separator what stands between several categories of one column, taken literally
 * @param attributes the columns that become attributes under their own names; blank fields are left
 *     out
 */
public record ItemColumns(
    String id, String title, List<String> categories, String separator, List<String> attributes)
    implements RowMapping<Item> {

  /** Checks the names. */
  public ItemColumns {
    categories = List.copyOf(categories);
    attributes = List.copyOf(attributes);
    if (separator.isEmpty()) {
      throw new IllegalArgumentException("separator of categories must not be empty");
    }
    if (columns(id, title, categories, attributes).stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "names of columns must not be blank, were " + columns(id, title, categories, attributes));
    }
  }

  /** Ids and titles alone. */
  public static ItemColumns of(String id, String title) {
    return new ItemColumns(id, title, List.of(), "|", List.of());
  }

  /** These columns, with categories. */
  public ItemColumns withCategories(String column, String between) {
    return new ItemColumns(id, title, List.of(column), between, attributes);
  }

  /** These columns, with attributes. */
  public ItemColumns withAttributes(String... columns) {
    return new ItemColumns(id, title, categories, separator, List.of(columns));
  }

  @Override
  public List<String> columns() {
    return columns(id, title, categories, attributes);
  }

  private static List<String> columns(
      String id, String title, List<String> categories, List<String> attributes) {
    List<String> all = new ArrayList<>(List.of(id, title));
    all.addAll(categories);
    all.addAll(attributes);
    return all;
  }

  @Override
  public List<Item> map(Row row) {
    List<String> path = new ArrayList<>();
    for (String column : categories) {
      path.addAll(row.list(column, separator));
    }
    return List.of(
        new Item(
            row.required(id),
            row.required(title),
            path,
            Attributes.of(row, attributes),
            List.of()));
  }
}
