package io.llmrec.rank.text;

import io.llmrec.prompt.UntrustedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Writes rows of a table in words: {@code gender is F, age is 25, history is Alien | Brazil. title
 * is Heat, genres is Action | Crime.} The names of the fields stay in: without them alignment is
 * worse (Li et al., "CTRL", 2023).
 *
 * <p>Values are data: they are cut to a length, put on one line, and lose the bar and the full stop
 * at their end, which have a meaning here. Immutable; safe for use by several threads.
 */
public final class RowPrompt {

  private static final int MAX_VALUE = 400;

  private final List<String> userFields;
  private final String history;
  private final List<String> itemFields;

  /**
   * A template.
   *
   * @param userFields names of the user's fields in the order in which they are written
   * @param history the name of the history; not blank
   * @param itemFields names of the item's fields likewise
   */
  public RowPrompt(List<String> userFields, String history, List<String> itemFields) {
    if (history.isBlank()) {
      throw new IllegalArgumentException("the name of the history must not be blank");
    }
    this.userFields = List.copyOf(userFields);
    this.history = history;
    this.itemFields = List.copyOf(itemFields);
  }

  /**
   * A row in words. Fields without a value are left out, those that the template does not name too.
   *
   * @param user values by field
   * @param past what the user had, oldest first
   * @param item values by field
   */
  public RowText write(Map<String, String> user, List<String> past, Map<String, String> item) {
    String before = past.isEmpty() ? user(user) : userWithHistory(user);
    return new RowText(before, history(past), item(item));
  }

  /** The sentence of a user without a history, to be used for many rows. */
  public String user(Map<String, String> values) {
    return closed(clauses(userFields, values));
  }

  /** The sentence of a user whose history follows, to be used for many rows; it stays open. */
  public String userWithHistory(Map<String, String> values) {
    return clauses(userFields, values).add(history + " is").toString();
  }

  /** The entries of a history. */
  public List<String> history(List<String> past) {
    List<String> entries = new ArrayList<>(past.size());
    past.forEach(one -> entries.add(plain(one)));
    return entries;
  }

  /** The item's sentence, to be used for many rows. */
  public String item(Map<String, String> values) {
    return closed(clauses(itemFields, values));
  }

  private static String closed(StringJoiner clauses) {
    return clauses.length() == 0 ? "" : clauses + ".";
  }

  private static StringJoiner clauses(List<String> fields, Map<String, String> values) {
    StringJoiner clauses = new StringJoiner(", ");
    for (String field : fields) {
      String value = plain(values.getOrDefault(field, ""));
      if (!value.isEmpty()) {
        clauses.add(field + " is " + value);
      }
    }
    return clauses;
  }

  /** Several values of a field as one. */
  public static String joined(List<String> several) {
    return String.join(" \u00a6 ", several);
  }

  private static String plain(String value) {
    String clean = UntrustedText.clean(value, MAX_VALUE).replace('|', '/').replace("\u00a6", "|");
    return clean.endsWith(".") ? clean.substring(0, clean.length() - 1) : clean;
  }
}
