package io.llmrec.core.data;

import io.llmrec.core.user.Interaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a host's log keeps what an {@link Interaction} needs.
 *
 * @param user the column of user ids
 * @param item the column of item ids
 * @param time the column of moments; there is no default, because a date made up is a leak
 * @param value the column of values, or one value for all
 * @param kind the column that says what was done, or one kind for all
 */
public record InteractionColumns(
    String user, String item, TimeColumn time, ColumnOr value, ColumnOr kind)
    implements RowMapping<Interaction> {

  private static final String PLAIN = "1";

  /** Checks the names and the constants. */
  public InteractionColumns {
    if (user.isBlank() || item.isBlank()) {
      throw new IllegalArgumentException(
          "names of columns must not be blank, were '%s' for user and '%s' for item"
              .formatted(user, item));
    }
    if (value.column() == null) {
      Numbers.parse(value.constant());
    }
    if (kind.column() == null && kind.constant().isBlank()) {
      throw new IllegalArgumentException("kind must not be blank");
    }
  }

  /** Views of value 1. */
  public static InteractionColumns of(String user, String item, String time, TimeFormat format) {
    return new InteractionColumns(
        user,
        item,
        new TimeColumn(time, format),
        ColumnOr.constant(PLAIN),
        ColumnOr.constant("view"));
  }

  /** These columns, with the value from a column. */
  public InteractionColumns valueFrom(String column) {
    return new InteractionColumns(user, item, time, ColumnOr.column(column), kind);
  }

  /** These columns, with the kind from a column. */
  public InteractionColumns kindFrom(String column) {
    return new InteractionColumns(user, item, time, value, ColumnOr.column(column));
  }

  /** These columns, with one kind for all rows, for example {@code buy}. */
  public InteractionColumns kind(String constant) {
    return new InteractionColumns(user, item, time, value, ColumnOr.constant(constant));
  }

  @Override
  public List<String> columns() {
    List<String> needed = new ArrayList<>(List.of(user, item, time.name()));
    if (value.column() != null) {
      needed.add(value.column());
    }
    if (kind.column() != null) {
      needed.add(kind.column());
    }
    return needed;
  }

  @Override
  public List<Interaction> map(Row row) {
    String userId = row.required(user);
    String itemId = row.required(item);
    Instant when = row.time(time.name(), time.format());
    return List.of(new Interaction(userId, itemId, kindOf(row), valueOf(row), when));
  }

  private String kindOf(Row row) {
    String column = kind.column();
    return column == null ? kind.constant() : row.required(column);
  }

  private double valueOf(Row row) {
    String column = value.column();
    return column == null ? Numbers.parse(value.constant()) : row.number(column);
  }
}
