package io.llmrec.rank.text;

import java.util.List;

/**
 * What a row of a table says in words, in three parts of which the first and the last come again in
 * many rows.
 *
 * @param user a sentence about the user; may be empty
 * @param history what the user had, oldest first; may be empty
 * @param item a sentence about the item; may be empty
 */
public record RowText(String user, List<String> history, String item) {

  /** Takes a copy of the list. */
  public RowText {
    history = List.copyOf(history);
  }

  /** All of it: the history is part of the user's sentence, its entries joined by a bar. */
  public String text() {
    return user + (history.isEmpty() ? "" : " " + String.join(" | ", history) + ".") + " " + item;
  }
}
