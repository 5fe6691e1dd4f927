package io.llmrec.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.llmrec.core.recall.Candidate;
import io.llmrec.core.rerank.ReRanker;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link ReRanker} promises. */
public interface ReRankerContract {

  /** The re-ranker under test. */
  ReRanker reRanker();

  /** Candidates to try it with, at least two. */
  default List<Candidate> candidates() {
    return Samples.candidates();
  }

  /** Empty in, empty out. */
  @Test
  default void givesNothingForNothing() {
    assertEquals(List.of(), reRanker().rerank(Samples.context(), List.of()));
  }

  /** One candidate is its own order. */
  @Test
  default void leavesASingleCandidateAlone() {
    List<Candidate> one = candidates().subList(0, 1);
    assertEquals(ids(one), ids(reRanker().rerank(Samples.context(), one)));
  }

  /** Never more, never fewer, never others. */
  @Test
  default void returnsAPermutation() {
    List<Candidate> order = reRanker().rerank(Samples.context(), candidates());
    assertEquals(
        ids(candidates()).stream().sorted().toList(), ids(order).stream().sorted().toList());
  }

  /** What it is given is not changed, and may not be changeable. */
  @Test
  default void acceptsAnUnmodifiableList() {
    List<Candidate> given = List.copyOf(candidates());
    reRanker().rerank(Samples.context(), given);
    assertEquals(ids(candidates()), ids(given));
  }

  /** The same context gives the same order, to several threads too. */
  @Test
  default void repeatsItselfOnSeveralThreads() throws Exception {
    ReRanker shared = reRanker();
    List<String> expected = ids(shared.rerank(Samples.context(), candidates()));
    for (List<Candidate> order :
        Together.call(() -> shared.rerank(Samples.context(), candidates()))) {
      assertEquals(expected, ids(order));
    }
  }

  private static List<String> ids(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::id).toList();
  }
}
