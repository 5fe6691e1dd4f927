package io.llmrec.prompt.chat.filter;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a field is compared with a value. */
public enum Op {
  /** One of the field's values is this one. */
  EQUAL("="),
  /** None of the field's values is this one; also true for an item without the field. */
  NOT_EQUAL("!="),
  /** One of the field's values is one of these. */
  IN("in"),
  /** Less than. */
  LESS("<"),
  /** At most. */
  AT_MOST("<="),
  /** More than. */
  MORE(">"),
  /** At least. */
  AT_LEAST(">="),
  /** One of the field's values has all words of this text. */
  CONTAINS("contains");

  private final String symbol;

  Op(String symbol) {
    this.symbol = symbol;
  }

  /** As it is written in JSON. */
  public String symbol() {
    return symbol;
  }

  /** The operator of a symbol; null when there is none. */
  static @Nullable Op of(String symbol) {
    String plain = "==".equals(symbol) ? "=" : symbol.strip();
    for (Op op : values()) {
      if (op.symbol.equalsIgnoreCase(plain)) {
        return op;
      }
    }
    return null;
  }

  /** All symbols, for messages. */
  static List<String> symbols() {
    return Arrays.stream(values()).map(Op::symbol).toList();
  }
}
