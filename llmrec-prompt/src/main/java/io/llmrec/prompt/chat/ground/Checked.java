package io.llmrec.prompt.chat.ground;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sentence after the check.
 *
 * @param pieces what it consists of
 * @param fault why it must not be shown, or null where it may
 */
public record Checked(List<Piece> pieces, @Nullable Fault fault) {

  /**
   * A part of a sentence.
   *
   * @param text as it is shown; a title for an item
   * @param row of the item that it names, or -1 for words
   */
  public record Piece(String text, int row) {}

  /**
   * Why a sentence must not be shown.
   *
   * @param kind {@code label}, {@code title}, {@code quote}, {@code name}, {@code number}, {@code
   *     claim}, {@code address} or {@code leak}
   * @param problem in words that a model can act on
   */
  public record Fault(String kind, String problem) {}

  /** Takes a copy of the list. */
  public Checked {
    pieces = List.copyOf(pieces);
  }

  /** Whether it may be shown. */
  public boolean passes() {
    return fault == null;
  }

  static Checked refused(String kind, String problem) {
    return new Checked(List.of(), new Fault(kind, problem));
  }
}
