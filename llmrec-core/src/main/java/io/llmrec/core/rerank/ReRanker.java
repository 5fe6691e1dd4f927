package io.llmrec.core.rerank;

import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import java.util.List;

/**
 * Gives the best few candidates a new order, looking at them as a list.
 *
 * <p>Returns a permutation of what it was given: never more, never fewer, never others. When it
 * cannot do its work it returns the incoming order and says why through {@link
 * StageContext#degrade}, or throws, which the pipeline turns into the same. Safe for use by several
 * threads. The same context and candidates give the same order.
 */
@FunctionalInterface
public interface ReRanker {

  /** The candidates in their new order, best first; none for none. */
  List<Candidate> rerank(StageContext context, List<Candidate> candidates);
}
