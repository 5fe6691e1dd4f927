package io.llmrec.rank.llm;

import io.llmrec.core.request.StageContext;
import java.util.List;

/**
 * Makes a permutation of whatever a model answered: what it invents is dropped, what it repeats
 * keeps its first place, what it forgets follows in the incoming order.
 */
final class RankingGuard {

  /**
   * A checked answer.
   *
   * @param order every place from 0 on, once each
   * @param placed how many candidates the answer named
   * @param fuzzy how many of these by a title that was not quite theirs
   * @param duplicate how many entries named a candidate again
   * @param invented how many entries named no candidate
   */
  record Verdict(int[] order, int placed, int fuzzy, int duplicate, int invented) {

    /** How many candidates the answer left out. */
    int missing() {
      return order.length - placed;
    }

    /** Adds the numbers to a trace; zeros too, so that a healthy reply shows as one. */
    void countIn(StageContext context) {
      context.count("placed", placed);
      context.count("missing", missing());
      context.count("duplicate", duplicate);
      context.count("invented", invented);
      context.count("fuzzy", fuzzy);
    }
  }

  private RankingGuard() {}

  /**
   * Checks an answer about {@code count} candidates; a mention of a place outside them is invented.
   */
  static Verdict check(int count, List<Mention> mentions) {
    int[] order = new int[count];
    boolean[] seen = new boolean[count];
    int placed = 0;
    int fuzzy = 0;
    int duplicate = 0;
    int invented = 0;
    for (Mention mention : mentions) {
      int place = mention.place();
      if (place < 0 || place >= count) {
        invented++;
      } else if (seen[place]) {
        duplicate++;
      } else {
        seen[place] = true;
        order[placed++] = place;
        fuzzy += mention.certainty() == Mention.Certainty.FUZZY ? 1 : 0;
      }
    }
    appendMissing(order, seen, placed);
    return new Verdict(order, placed, fuzzy, duplicate, invented);
  }

  private static void appendMissing(int[] order, boolean[] seen, int from) {
    int next = from;
    for (int place = 0; place < seen.length; place++) {
      if (!seen[place]) {
        order[next++] = place;
      }
    }
  }
}
