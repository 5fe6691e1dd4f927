package io.llmrec.prompt.chat.filter;

import java.util.List;

/**
 * What a model is told of a field.
 *
 * @param name what it is called
 * @param type what its values are
 * @param least the least value of a number or a day, else empty
 * @param most the greatest value of a number or a day, else empty
 * @param frequent names with the most items first, at most {@value #MAX_FREQUENT}; none for other
 *     types
 * @param distinct how many different values there are
 */
public record Field(
    String name, FieldType type, String least, String most, List<String> frequent, int distinct) {

  /** The most values that a field shows. */
  public static final int MAX_FREQUENT = 24;

  /** Takes a copy of the list. */
  public Field {
    frequent = List.copyOf(frequent);
  }
}
