package io.llmrec.prompt.chat.tool;

import java.util.BitSet;
import java.util.List;

/** What finds items like others. */
@FunctionalInterface
public interface SimilarCall {

  /**
   * The rows most like some others, best first, without those.
   *
   * @param seeds at least 1
   * @param rows that may be found
   * @param limit how many, at least 1
   */
  List<Integer> similar(List<Integer> seeds, BitSet rows, int limit);
}
