package io.llmrec.prompt.chat.filter;

import java.util.BitSet;

/** The values of one field, by row. Immutable and safe for use by several threads. */
interface Column {

  /** What a model is told of the field. */
  Field field();

  /**
   * The test with its values as the column knows them.
   *
   * @throws FilterException when an operator or a value cannot be used
   */
  Filter.Test check(Filter.Test test);

  /** The rows that pass a checked test. */
  BitSet select(Filter.Test test);

  /** Whether a row passes a checked test. */
  boolean passes(Filter.Test test, int row);

  /** The refusal of an operator that the type does not have. */
  static void requireOp(Field field, Filter.Test test) {
    if (!field.type().ops().contains(test.op())) {
      throw new FilterException(
          "field '%s' is %s and knows no %s; allowed are %s"
              .formatted(
                  field.name(),
                  field.type(),
                  test.op().symbol(),
                  field.type().ops().stream().map(Op::symbol).toList()));
    }
  }
}
