package io.llmrec.prompt.chat.filter;

import java.util.EnumSet;
import java.util.Set;

/** What kind of values a field has, and how they can be compared. */
public enum FieldType {
  /** Names, none or several per item. */
  KEYWORD(EnumSet.of(Op.EQUAL, Op.NOT_EQUAL, Op.IN, Op.CONTAINS)),
  /** A finite number. */
  NUMBER(EnumSet.of(Op.EQUAL, Op.NOT_EQUAL, Op.IN, Op.LESS, Op.AT_MOST, Op.MORE, Op.AT_LEAST)),
  /** A day, written as in {@code 2026-06-30}. */
  DATE(EnumSet.of(Op.EQUAL, Op.NOT_EQUAL, Op.IN, Op.LESS, Op.AT_MOST, Op.MORE, Op.AT_LEAST)),
  /** Words in any order. */
  TEXT(EnumSet.of(Op.CONTAINS));

  private final Set<Op> ops;

  FieldType(Set<Op> ops) {
    this.ops = ops;
  }

  /** The operators that can be used. */
  public Set<Op> ops() {
    return EnumSet.copyOf(ops);
  }

  /** Whether its values have an order. */
  public boolean isOrdered() {
    return this == NUMBER || this == DATE;
  }
}
