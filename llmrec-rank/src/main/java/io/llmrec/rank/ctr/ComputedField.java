package io.llmrec.rank.ctr;

/** A field in plain Java. Safe for use by several threads. */
@FunctionalInterface
interface ComputedField {

  /** Writes the field's numbers for an encoded row, from {@code at} on. */
  void apply(int[] row, float[] target, int at);

  /** The same for rows that share the user's features, some of the work done. */
  static ComputedField forUser(ComputedField field, int[] row) {
    return field instanceof Reusing reusing ? reusing.forUser(row) : field;
  }

  /** A field that depends on user and item, part of whose work depends on the user alone. */
  interface Reusing extends ComputedField {

    /** The field for rows that share the user's features. */
    ComputedField forUser(int[] row);
  }
}
