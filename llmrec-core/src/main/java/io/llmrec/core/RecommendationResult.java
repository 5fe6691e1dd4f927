package io.llmrec.core;

import io.llmrec.core.StageTrace.Outcome;
import java.time.Duration;
import java.util.List;

/**
 * The answer to a request, with the truth about how it came to be.
 *
 * @param requestId of the request
 * @param items best first, at most as many as were asked for; fewer when fewer are eligible
 * @param stages one trace per configured stage, in their order: none is ever silent
 * @param elapsed from the call to the answer
 */
public record RecommendationResult(
    String requestId, List<Recommendation> items, List<StageTrace> stages, Duration elapsed) {

  /** Takes copies of the lists. */
  public RecommendationResult {
    items = List.copyOf(items);
    stages = List.copyOf(stages);
  }

  /** Whether a stage did not do all of its work. */
  public boolean degraded() {
    return stages.stream().anyMatch(stage -> stage.outcome() != Outcome.RAN);
  }

  /** The ids of the items, best first. */
  public List<String> ids() {
    return items.stream().map(recommendation -> recommendation.item().id()).toList();
  }
}
