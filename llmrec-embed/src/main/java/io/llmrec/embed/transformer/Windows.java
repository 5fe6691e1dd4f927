package io.llmrec.embed.transformer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts the tokens of a text to what a model reads at once. */
final class Windows {

  /** The rest of a longer text is ignored. */
  static final int MOST = 1_000;

  private final int room;
  private final LongText longText;

  /**
   * Windows of a size.
   *
   * @param room tokens of a window, without the special ones
   */
  Windows(int room, LongText longText) {
    if (room < 1 || longText.overlap() >= room) {
      throw new IllegalArgumentException(
          "a window must hold at least 1 token and more than the overlap, was of %d with %d shared"
              .formatted(room, longText.overlap()));
    }
    this.room = room;
    this.longText = longText;
  }

  /** One window or more; the last one is as long as the others unless it is the only one. */
  List<int[]> of(int[] tokens) {
    if (tokens.length <= room) {
      return List.of(tokens);
    }
    if (longText.kind() == LongText.Kind.TRUNCATE) {
      return List.of(Arrays.copyOf(tokens, room));
    }
    List<int[]> windows = new ArrayList<>();
    int step = room - longText.overlap();
    for (int start = 0; windows.size() < MOST; start += step) {
      int from = Math.min(start, tokens.length - room);
      windows.add(Arrays.copyOfRange(tokens, from, from + room));
      if (start + room >= tokens.length) {
        break;
      }
    }
    return windows;
  }
}
