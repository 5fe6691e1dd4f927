package io.llmrec.core.data;

import org.jspecify.annotations.Nullable;

/**
 * A column, or what holds for all rows where a file has no such column.
 *
 * @param column the name of the column, or null for the constant
 * @param constant the constant; not used where there is a column, not even for a blank field
 */
public record ColumnOr(@Nullable String column, String constant) {

  /** Checks the name. */
  public ColumnOr {
    if (column != null && column.isBlank()) {
      throw new IllegalArgumentException("name of a column must not be blank");
    }
  }

  /** A column that must be there. */
  public static ColumnOr column(String name) {
    return new ColumnOr(name, "");
  }

  /** The same for all rows. */
  public static ColumnOr constant(String value) {
    return new ColumnOr(null, value);
  }
}
