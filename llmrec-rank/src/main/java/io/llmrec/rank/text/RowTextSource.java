package io.llmrec.rank.text;

import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import java.util.List;

/** Puts a request and its candidates into words. Safe for use by several threads. */
@FunctionalInterface
public interface RowTextSource {

  /** One text per candidate, in the order given; none for no candidates. */
  List<RowText> of(StageContext context, List<Candidate> candidates);
}
