package io.llmrec.prompt.chat.state;

import java.util.List;

/** Checks of the parts of a state. */
final class Bounds {

  private static final int MAX_TURN = 1_000_000;

  private Bounds() {}

  static void text(String name, String text, int most) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
    size(name, text, most);
  }

  static void size(String name, String text, int most) {
    if (text.length() > most) {
      throw new IllegalArgumentException(
          "%s must have at most %d characters, had %d".formatted(name, most, text.length()));
    }
  }

  static void list(String name, List<?> list, int most) {
    if (list.size() > most) {
      throw new IllegalArgumentException(
          "%s must be at most %d, were %d".formatted(name, most, list.size()));
    }
  }

  static void turns(int turn, int ended) {
    if (turn < 0 || turn > MAX_TURN || ended != 0 && ended < turn || ended > MAX_TURN) {
      throw new IllegalArgumentException(
          "turn must be 0 to %d and ended 0 or after it, were %d and %d"
              .formatted(MAX_TURN, turn, ended));
    }
  }
}
