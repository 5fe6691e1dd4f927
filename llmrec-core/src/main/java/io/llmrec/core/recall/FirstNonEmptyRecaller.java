package io.llmrec.core.recall;

import io.llmrec.core.request.StageContext;
import java.util.List;

/** See {@link Recaller#firstNonEmpty}. */
record FirstNonEmptyRecaller(List<Recaller> choices) implements Recaller {

  @Override
  public List<Candidate> recall(StageContext context) {
    for (Recaller choice : choices) {
      List<Candidate> found = choice.recall(context);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }
}
