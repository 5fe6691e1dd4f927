package io.llmrec.embed.tokenizer;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Remembers the tokens of words, since a call of the native side costs tens of microseconds and
 * most words of a catalog were seen before. Safe for use by several threads; holds at most about
 * 100,000 words.
 */
final class WordMemory {

  private static final int MAX_WORDS = 100_000;

  /** Longer words are rare, and what has no spaces is no word. */
  private static final int MAX_LENGTH = 32;

  private final Function<String, int[]> encoder;
  private final Map<String, int[]> words = new ConcurrentHashMap<>();

  /** Over an encoder that looks at each word alone. */
  WordMemory(Function<String, int[]> encoder) {
    this.encoder = encoder;
  }

  /** What the encoder gives. */
  int[] encode(String text) {
    int[] tokens = new int[text.length() + 8];
    int count = 0;
    for (int start = 0; start < text.length(); ) {
      int space = text.indexOf(' ', start);
      int end = space < 0 ? text.length() : space;
      if (end > start) {
        int[] more = word(text.substring(start, end));
        if (count + more.length > tokens.length) {
          tokens = Arrays.copyOf(tokens, (count + more.length) * 2);
        }
        System.arraycopy(more, 0, tokens, count, more.length);
        count += more.length;
      }
      start = end + 1;
    }
    return Arrays.copyOf(tokens, count);
  }

  private int[] word(String word) {
    int[] known = words.get(word);
    if (known != null) {
      return known;
    }
    int[] tokens = encoder.apply(word);
    if (word.length() <= MAX_LENGTH && words.size() < MAX_WORDS) {
      words.put(word, tokens);
    }
    return tokens;
  }
}
