package io.llmrec.core;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.request.BudgetMeter;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests from a prepared catalog.
 *
 * <p>Immutable and safe for use by several threads. Holds open files and threads: close it when no
 * request is under way.
 */
public final class Recommender implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Recommender.class);

  private final Catalog hostCatalog;
  private final PreparedCatalog prepared;
  private final Map<String, Map<String, Enrichment>> enrichments;
  private final Pipeline.Online stages;
  private final FinalList finalList;
  private final StageRunner runner;
  private final List<PipelineListener> listeners;
  private volatile boolean closed;

  Recommender(
      Catalog hostCatalog,
      PreparedCatalog prepared,
      Map<String, Map<String, Enrichment>> enrichments,
      Pipeline.Online stages,
      StageRunner runner,
      List<PipelineListener> listeners) {
    this.hostCatalog = hostCatalog;
    this.prepared = prepared;
    this.enrichments = enrichments;
    this.stages = stages;
    this.finalList = new FinalList(stages.rules());
    this.runner = runner;
    this.listeners = listeners;
  }

  /**
   * Answers a request.
   *
   * <p>A stage that fails or has no time left is passed over and shows as degraded or skipped; no
   * items at all are returned only when no recaller found any.
   *
   * @throws StageException when a stage fails and the pipeline is {@linkplain FailurePolicy#STRICT
   *     strict}
   * @throws IllegalStateException when the recommender is closed
   */
  public RecommendationResult recommend(RecommendationRequest request) {
    if (closed) {
      throw new IllegalStateException("the recommender is closed");
    }
    StageContext context =
        new StageContext(
            request,
            prepared,
            new BudgetMeter(request.budget()),
            request.eligibility().forUser(request.user()));
    RecommendationResult result =
        new Answer(hostCatalog, stages, finalList, runner, context).complete();
    tell(request, result);
    return result;
  }

  private void tell(RecommendationRequest request, RecommendationResult result) {
    for (PipelineListener listener : listeners) {
      try {
        listener.answered(request, result);
      } catch (RuntimeException e) {
        LOG.warn("a listener failed for request {}", request.id(), e);
      }
    }
  }

  /** What preparation made: the enriched items, the vectors and the index. */
  public PreparedCatalog prepared() {
    return prepared;
  }

  /** What enrichment wrote about an item, by attribute; empty for an unknown item. */
  public Map<String, Enrichment> enrichments(String itemId) {
    return enrichments.getOrDefault(itemId, Map.of());
  }

  @Override
  public void close() {
    closed = true;
    runner.close();
    prepared.index().close();
    prepared.vectors().close();
  }
}
