package io.llmrec.core;

import io.llmrec.core.request.ModelCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What one stage did for one request.
 *
 * @param stage its name in the pipeline
 * @param outcome whether it did its work
 * @param reason why it did not do all of it, empty when it did
 * @param in how many items it was given, for a recaller the size of the catalog
 * @param out how many it gave
 * @param elapsed how long it took
 * @param modelCalls the language-model calls it made
 * @param counts what else it counted, by name
 */
public record StageTrace(
    String stage,
    Outcome outcome,
    String reason,
    int in,
    int out,
    Duration elapsed,
    List<ModelCall> modelCalls,
    Map<String, Long> counts) {

  /** Whether a stage did its work. */
  public enum Outcome {
    /** It did. */
    RAN,
    /** It was not started. */
    SKIPPED,
    /** It failed, or did less than it was asked to; the request went on without. */
    DEGRADED
  }

  /** Takes copies of the collections. */
  public StageTrace {
    modelCalls = List.copyOf(modelCalls);
    counts = Map.copyOf(counts);
  }
}
