package io.llmrec.embed.tokenizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The special tokens that a tokenizer puts before, between and after texts, and the segment of
 * every token.
 *
 * <p>Immutable.
 */
public final class Frame {

  /** Token ids with the number of the text that each belongs to. */
  private record Part(int[] ids, int[] segments) {}

  private final List<Part> special;
  private final List<Integer> segmentOfText;

  private Frame(List<Part> special, List<Integer> segmentOfText) {
    this.special = special;
    this.segmentOfText = segmentOfText;
  }

  /**
   * Reads the frame off an example.
   *
   * @param special whether a token is special
   * @param length of each text, since nothing may stand between two of them
   */
  static Frame of(long[] ids, long[] segments, long[] special, int length) {
    List<Part> parts = new ArrayList<>();
    List<Integer> texts = new ArrayList<>();
    int at = 0;
    while (true) {
      int end = runEnd(special, at, true);
      parts.add(new Part(ints(ids, at, end), ints(segments, at, end)));
      if (end == ids.length) {
        return new Frame(List.copyOf(parts), List.copyOf(texts));
      }
      texts.add((int) segments[end]);
      int run = runEnd(special, end, false);
      at = length > 0 ? Math.min(run, end + length) : run;
    }
  }

  private static int runEnd(long[] special, int from, Boolean wanted) {
    int end = from;
    while (end < special.length && (special[end] == 1) == wanted) {
      end++;
    }
    return end;
  }

  private static int[] ints(long[] values, int from, int to) {
    return Arrays.stream(values, from, to).mapToInt(Math::toIntExact).toArray();
  }

  /** How many special tokens there are. */
  public int size() {
    return special.stream().mapToInt(part -> part.ids().length).sum();
  }

  /** The special tokens before the first text. */
  public int[] before() {
    return special.get(0).ids().clone();
  }

  /**
   * Texts with the special tokens around them.
   *
   * @param texts the tokens of as many texts as the frame is for
   */
  public int[] ids(List<int[]> texts) {
    int[] ids = special.get(0).ids();
    for (int i = 0; i < texts.size(); i++) {
      ids = joined(ids, joined(texts.get(i), special.get(i + 1).ids()));
    }
    return ids;
  }

  /** The segments of the tokens that {@link #ids} gives. */
  public int[] segments(List<int[]> texts) {
    int[] segments = special.get(0).segments();
    for (int i = 0; i < texts.size(); i++) {
      int[] text = new int[texts.get(i).length];
      Arrays.fill(text, segmentOfText.get(i));
      segments = joined(segments, joined(text, special.get(i + 1).segments()));
    }
    return segments;
  }

  private static int[] joined(int[] first, int[] second) {
    int[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
