package io.llmrec.embed.torch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Puts rows of about the same length together, so that little of a batch is filled up. */
public final class LengthBatches {

  private LengthBatches() {}

  /**
   * Which rows go together, the longest first in each batch and over all batches.
   *
   * @param lengths of the rows, each at least 1
   * @param tokens of a batch at most, filled up ones included; a longer row is a batch of its own
   */
  public static List<List<Integer>> plan(List<Integer> lengths, int tokens) {
    List<Integer> order =
        IntStream.range(0, lengths.size())
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> lengths.get(i)).reversed())
            .toList();
    List<List<Integer>> batches = new ArrayList<>();
    int start = 0;
    while (start < order.size()) {
      int longest = lengths.get(order.get(start));
      int end = Math.min(order.size(), start + Math.max(1, tokens / longest));
      batches.add(order.subList(start, end));
      start = end;
    }
    return batches;
  }
}
