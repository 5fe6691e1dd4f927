package io.llmrec.core.data;

import java.util.List;
import java.util.function.Function;

/**
 * Makes values of rows.
 *
 * <p>What {@link #map} throws as an {@link IllegalArgumentException} is an error of that row.
 *
 * @param <T> what a row becomes
 */
public interface RowMapping<T> {

  /** The columns without which no row can be read; checked against a header before the first. */
  List<String> columns();

  /** The values of one row: mostly one, none where the row stands for nothing. */
  List<T> map(Row row);

  /**
   * A mapping of one value per row.
   *
   * @param columns the columns that must be there
   * @param value makes the value
   */
  static <T> RowMapping<T> of(List<String> columns, Function<Row, T> value) {
    List<String> needed = List.copyOf(columns);
    return new RowMapping<>() {
      @Override
      public List<String> columns() {
        return needed;
      }

      @Override
      public List<T> map(Row row) {
        return List.of(value.apply(row));
      }
    };
  }
}
