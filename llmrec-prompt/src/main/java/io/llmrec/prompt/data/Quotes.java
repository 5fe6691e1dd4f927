package io.llmrec.prompt.data;

/** Knows whether a record goes on in the next line, because a quote is still open. */
final class Quotes {

  private static final char QUOTE = '"';

  private final char separator;
  private boolean open;

  Quotes(char separator) {
    this.separator = separator;
  }

  /** Whether a quote is open at the end of one more line of the record. */
  boolean openAfter(String line) {
    int at = open ? closing(line, 0) : 0;
    while (at < line.length()) {
      if (line.charAt(at) == QUOTE) {
        at = closing(line, at + 1);
      }
      int next = line.indexOf(separator, at);
      at = next < 0 ? line.length() : next + 1;
    }
    return open;
  }

  /** The place after the quote that ends a field which began before; remembers if there is none. */
  private int closing(String line, int from) {
    int at = line.indexOf(QUOTE, from);
    while (at >= 0 && at + 1 < line.length() && line.charAt(at + 1) == QUOTE) {
      at = line.indexOf(QUOTE, at + 2);
    }
    open = at < 0;
    return open ? line.length() : at + 1;
  }
}
