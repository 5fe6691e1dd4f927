package io.llmrec.prompt.chat.filter;

import io.llmrec.core.catalog.Item;
import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.chat.search.Words;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * The fields of the items, column by column: tells what may be asked, checks filters, and finds the
 * rows that pass. A row is an item's place in the list it was made from.
 *
 * <p>An item without a field passes only {@link Op#NOT_EQUAL} and {@link Filter.Not}. Names and
 * values are compared without regard to case, width and spaces. Immutable and safe for use by
 * several threads.
 */
public final class ItemFields {

  private static final int MAX_FIELDS = 40;
  private static final int MAX_NAME = 60;

  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final int rows;

  private ItemFields(List<Item> items, List<FieldSource> sources) {
    rows = items.size();
    if (sources.isEmpty() || sources.size() > MAX_FIELDS) {
      throw new IllegalArgumentException(
          "fields must be 1 to %d, were %d".formatted(MAX_FIELDS, sources.size()));
    }
    for (FieldSource source : sources) {
      List<List<String>> texts = items.stream().map(source.values()).toList();
      Column column =
          switch (source.type()) {
            case KEYWORD -> KeywordColumn.of(source, texts);
            case NUMBER, DATE -> NumberColumn.of(source, texts);
            case TEXT -> TextColumn.of(source, texts);
          };
      if (columns.put(Words.fold(source.name()), column) != null) {
        throw new IllegalArgumentException("two fields are called '" + source.name() + "'");
      }
    }
  }

  /** The fields that a host declares, 1 to 40, each with a name of its own. */
  public static ItemFields of(List<Item> items, List<FieldSource> sources) {
    return new ItemFields(items, sources);
  }

  /**
   * The fields that the items show: title, category, and the attributes that most items have, at
   * most 30. An attribute is a number or a day where 95 of 100 of its values are.
   */
  public static ItemFields derive(List<Item> items) {
    return new ItemFields(items, DerivedFields.of(items));
  }

  /** What may be asked, in the order of the sources. */
  public List<Field> fields() {
    return columns.values().stream().map(Column::field).toList();
  }

  /**
   * The filter with fields and values as the items write them.
   *
   * @throws FilterException when a field, an operator or a value does not exist; the message names
   *     those that do, and the nearest
   */
  public Filter check(Filter filter) {
    if (filter instanceof Filter.Test test) {
      return column(test.field()).check(test);
    }
    if (filter instanceof Filter.All all) {
      return new Filter.All(all.parts().stream().map(this::check).toList());
    }
    if (filter instanceof Filter.Any any) {
      return new Filter.Any(any.parts().stream().map(this::check).toList());
    }
    return new Filter.Not(check(((Filter.Not) filter).part()));
  }

  /**
   * The rows that pass a filter; a new set, the caller's own.
   *
   * @throws FilterException when a field does not exist
   */
  public BitSet select(Filter filter) {
    if (filter instanceof Filter.Test test) {
      return column(test.field()).select(test);
    }
    BitSet found;
    if (filter instanceof Filter.All all) {
      found = select(all.parts().get(0));
      all.parts().stream().skip(1).forEach(part -> found.and(select(part)));
    } else if (filter instanceof Filter.Any any) {
      found = select(any.parts().get(0));
      any.parts().stream().skip(1).forEach(part -> found.or(select(part)));
    } else {
      found = select(((Filter.Not) filter).part());
      found.flip(0, rows);
    }
    return found;
  }

  /**
   * Whether a row passes a filter.
   *
   * @throws FilterException when a field does not exist
   */
  public boolean passes(Filter filter, int row) {
    if (filter instanceof Filter.Test test) {
      return column(test.field()).passes(test, row);
    }
    if (filter instanceof Filter.All all) {
      return all.parts().stream().allMatch(part -> passes(part, row));
    }
    if (filter instanceof Filter.Any any) {
      return any.parts().stream().anyMatch(part -> passes(part, row));
    }
    return !passes(((Filter.Not) filter).part(), row);
  }

  /**
   * What the numbers or days of a field are worth by row, for sorting; NaN where there is none.
   *
   * @throws FilterException when there is no such field, or it has no order
   */
  public IntToDoubleFunction values(String field) {
    if (column(field) instanceof NumberColumn numbers) {
      return numbers::value;
    }
    throw new FilterException(
        "field '%s' has no order; ordered are %s"
            .formatted(
                field,
                fields().stream().filter(f -> f.type().isOrdered()).map(Field::name).toList()));
  }

  private Column column(String name) {
    Column exact = columns.get(name);
    Column column = exact == null ? columns.get(Words.fold(name)) : exact;
    if (column == null) {
      List<String> names = new ArrayList<>(fields().stream().map(Field::name).toList());
      String near = Nearest.byLetters(name, names);
      throw new FilterException(
          "there is no field '%s'%s; there are %s"
              .formatted(
                  UntrustedText.clean(name, MAX_NAME),
                  near == null ? "" : ", perhaps '" + near + "'",
                  names));
    }
    return column;
  }
}
