package io.llmrec.prompt.chat.ground;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text that comes in pieces into sentences. White space before a sentence belongs to it, so
 * that all sentences together are the text. Not safe for use by several threads.
 */
public final class Sentences {

  /** The longest sentence; a longer one is cut. */
  public static final int MAX_CHARS = 1_000;

  private static final String ENDS = ".!?…";
  private static final String FULL_ENDS = "。\uFF01？";
  private static final String CLOSERS = "\"'”’)]》」』";

  private final StringBuilder rest = new StringBuilder();

  /** The sentences that are whole after one more piece. */
  public List<String> add(String piece) {
    List<String> whole = new ArrayList<>();
    rest.append(piece);
    for (int end = end(); end > 0; end = end()) {
      whole.add(rest.substring(0, end));
      rest.delete(0, end);
    }
    return whole;
  }

  /** What is left when nothing more comes; none where nothing is. */
  public List<String> end(String last) {
    List<String> whole = new ArrayList<>(add(last));
    if (!rest.isEmpty()) {
      whole.add(rest.toString());
      rest.setLength(0);
    }
    return whole;
  }

  /** The place after the first sentence that is surely whole, or 0. */
  private int end() {
    boolean words = false;
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      if (c == '\n' && words || i + 1 >= MAX_CHARS) {
        return i + 1;
      }
      if (words && FULL_ENDS.indexOf(c) >= 0) {
        int after = closers(i + 1);
        if (after < rest.length()) {
          return after;
        }
      }
      if (words && ENDS.indexOf(c) >= 0 && !isListNumber(i)) {
        int after = closers(i + 1);
        if (after < rest.length() && Character.isWhitespace(rest.charAt(after))) {
          return after;
        }
      }
      words |= Character.isLetterOrDigit(c);
    }
    return 0;
  }

  private int closers(int from) {
    int at = from;
    while (at < rest.length() && CLOSERS.indexOf(rest.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  /** Whether the point at a place ends a number that begins a list's line. */
  private boolean isListNumber(int point) {
    for (int i = 0; i < point; i++) {
      char c = rest.charAt(i);
      if (!Character.isWhitespace(c) && !Character.isDigit(c)) {
        return false;
      }
    }
    return rest.charAt(point) == '.';
  }
}
