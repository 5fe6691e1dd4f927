package io.llmrec.core.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a table: their names and places. Immutable. */
public final class Header {

  private final List<String> names;
  private final Map<String, Integer> places = new HashMap<>();

  private Header(List<String> names) {
    this.names = List.copyOf(names);
    for (int i = 0; i < names.size(); i++) {
      Integer earlier = names.get(i).isBlank() ? null : places.putIfAbsent(names.get(i), i);
      if (earlier != null) {
        throw new BadFieldException(
            names.get(i),
            "two columns have this name, number %d and %d".formatted(earlier + 1, i + 1));
      }
    }
  }

  /**
   * Columns of these names, in this order; a column with a blank name cannot be asked for.
   *
   * @throws BadFieldException when two have the same name
   */
  public static Header of(List<String> names) {
    return new Header(names);
  }

  /** The names in their order. */
  public List<String> names() {
    return names;
  }

  /**
   * The fields of one row.
   *
   * @throws BadFieldException when they are not as many as the columns
   */
  public Fields row(List<String> values) {
    if (values.size() != names.size()) {
      throw BadFieldException.row(
          "has %d fields, needs %d (%s)"
              .formatted(values.size(), names.size(), String.join(", ", names)));
    }
    return new TableRow(places, values);
  }

  /** Fields found by the place of their column. */
  private record TableRow(Map<String, Integer> places, List<String> values) implements Fields {

    @Override
    public boolean has(String name) {
      return places.containsKey(name);
    }

    @Override
    public String text(String name) {
      @Nullable Integer place = places.get(name);
      return place == null ? "" : values.get(place);
    }

    @Override
    public List<String> parts(String name, String separator) {
      return Texts.split(text(name), separator);
    }
  }
}
