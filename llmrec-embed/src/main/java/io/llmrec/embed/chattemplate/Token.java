package io.llmrec.embed.chattemplate;

/**
 * A piece of a template.
 *
 * @param kind what it is
 * @param text its characters, of a string what it stands for
 * @param line from 1
 */
record Token(Kind kind, String text, int line) {

  /** What a token is. */
  enum Kind {
    /** Text outside of blocks. */
    DATA,
    /** The start of a statement. */
    BLOCK_START,
    /** The end of a statement. */
    BLOCK_END,
    /** The start of an expression to be printed. */
    PRINT_START,
    /** The end of an expression to be printed. */
    PRINT_END,
    /** A name. */
    NAME,
    /** A string. */
    TEXT,
    /** A number without a point. */
    WHOLE,
    /** A number with a point or an exponent. */
    REAL,
    /** An operator, a bracket or punctuation. */
    SIGN,
    /** The end of the template. */
    END
  }

  boolean isSign(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }

  /** How a message calls it. */
  String shown() {
    return switch (kind) {
      case DATA -> "text";
      case END -> "the end of the template";
      case BLOCK_END, PRINT_END -> "the end of the tag";
      default -> text.length() > 40 ? "'" + text.substring(0, 40) + "...'" : "'" + text + "'";
    };
  }
}
