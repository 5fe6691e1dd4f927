package io.llmrec.core;

import io.llmrec.core.request.RecommendationRequest;

/**
 * Hears of every answered request, for logs and metrics. Called on the request's thread after the
 * answer is complete; what it throws is logged and changes nothing.
 */
@FunctionalInterface
public interface PipelineListener {

  /** A request was answered. */
  void answered(RecommendationRequest request, RecommendationResult result);
}
