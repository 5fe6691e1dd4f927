package io.llmrec.embed.languagemodel;

import io.llmrec.embed.tokenizer.FileTokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The text of a reply while its tokens come: held back is what may still become another character,
 * or the beginning of a text that ends the reply.
 */
final class ReplyText {

  private static final char INCOMPLETE = '\uFFFD';

  /** So many tokens are decoded at a time, and the next begin so many earlier. */
  private static final int WINDOW = 24;

  private static final int OVERLAP = 8;

  private final FileTokenizer tokenizer;
  private final List<String> stops;
  private final Predicate<String> onText;
  private final StringBuilder passed = new StringBuilder();
  private int[] tokens = new int[16];
  private int count;

  /** What the tokens before {@link #settledCount} say. */
  private String settled = "";

  private int settledCount;

  /** The first token of the window, and what its settled ones say by themselves. */
  private int from;

  private String known = "";
  private boolean stopped;
  private boolean cancelled;

  ReplyText(FileTokenizer tokenizer, List<String> stops, Predicate<String> onText) {
    this.tokenizer = tokenizer;
    this.stops = stops.stream().filter(stop -> !stop.isEmpty()).toList();
    this.onText = onText;
  }

  /** Takes in a token; returns whether the reply goes on. */
  boolean add(int token) {
    tokens = count == tokens.length ? Arrays.copyOf(tokens, 2 * count) : tokens;
    tokens[count++] = token;
    String text = decoded();
    int end = stopAt(text);
    stopped = end >= 0;
    pass(text, stopped ? end : safeEnd(text));
    return !stopped && !cancelled;
  }

  /** Passes on what was held back: nothing more comes. */
  void end() {
    if (!stopped && !cancelled) {
      String text = decoded();
      pass(text, text.length());
    }
  }

  /**
   * What all tokens say. Only the latest are decoded: with some settled ones before them, because a
   * token may read differently at the beginning of a text.
   */
  private String decoded() {
    String window = tokenizer.decode(Arrays.copyOfRange(tokens, from, count));
    if (!window.startsWith(known)) {
      return decodedWhole();
    }
    String text = settled + window.substring(known.length());
    if (count - settledCount >= WINDOW && !endsIncomplete(text)) {
      settled = text;
      settledCount = count;
      from = count - OVERLAP;
      known = tokenizer.decode(Arrays.copyOfRange(tokens, from, count));
    }
    return text;
  }

  /** For a tokenizer that changes what it said when more comes. */
  private String decodedWhole() {
    settled = "";
    settledCount = 0;
    from = 0;
    known = "";
    return tokenizer.decode(Arrays.copyOf(tokens, count));
  }

  private static boolean endsIncomplete(String text) {
    return !text.isEmpty() && text.charAt(text.length() - 1) == INCOMPLETE;
  }

  private int stopAt(String text) {
    return stops.stream().mapToInt(text::indexOf).filter(at -> at >= 0).min().orElse(-1);
  }

  private int safeEnd(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == INCOMPLETE) {
      end--;
    }
    for (String stop : stops) {
      for (int length = Math.min(stop.length() - 1, text.length()); length > 0; length--) {
        if (text.regionMatches(text.length() - length, stop, 0, length)) {
          end = Math.min(end, text.length() - length);
          break;
        }
      }
    }
    return end;
  }

  private void pass(String text, int end) {
    if (end > passed.length()) {
      String piece = text.substring(passed.length(), end);
      passed.append(piece);
      cancelled = !onText.test(piece);
    }
  }

  int tokens() {
    return count;
  }

  boolean cancelled() {
    return cancelled;
  }

  String text() {
    return passed.toString();
  }
}
