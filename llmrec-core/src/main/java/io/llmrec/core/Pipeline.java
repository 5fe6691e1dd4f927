package io.llmrec.core;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.encode.ItemEncoderTrainer;
import io.llmrec.core.index.Indexer;
import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.recall.Fusion;
import io.llmrec.core.rule.Rule;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recipe of a recommender: which stages, in which order.
 *
 * <p>Made by {@link #over}; immutable and safe for use by several threads. {@link #prepare} does
 * the offline half and gives the {@link Recommender} that does the online half.
 */
public final class Pipeline {

  private final Offline offline;
  private final Online online;
  private final FailurePolicy failurePolicy;
  private final int maxConcurrentStages;
  private final List<PipelineListener> listeners;

  Pipeline(
      Offline offline,
      Online online,
      FailurePolicy failurePolicy,
      int maxConcurrentStages,
      List<PipelineListener> listeners) {
    this.offline = offline;
    this.online = online;
    this.failurePolicy = failurePolicy;
    this.maxConcurrentStages = maxConcurrentStages;
    this.listeners = listeners;
  }

  /** What runs before any request. */
  record Offline(
      Catalog catalog,
      List<Stage.Enrich> enrich,
      @Nullable ItemEncoder encoder,
      @Nullable ItemEncoderTrainer trainer,
      Indexer indexer) {}

  /** What runs for each request. */
  record Online(
      List<Stage.Recall> recall,
      Fusion fusion,
      List<Stage.Ordering> order,
      List<Rule> rules,
      Explainer explainer) {}

  /** Starts a recipe for a catalog. */
  public static PipelineBuilder over(Catalog catalog) {
    return new PipelineBuilder(catalog);
  }

  /**
   * Enriches, encodes and indexes the catalog into a folder, or opens the folder where that is
   * done.
   *
   * <p>What is already there is not done again: an item is enriched and encoded anew only when its
   * fields or the enrichment changed, so a killed run goes on where it stopped. A folder whose
   * vectors come from another encoder is refused; see {@link #rebuild}.
   *
   * @param workspace a folder of this pipeline's own; made where it is missing. One process at a
   *     time prepares it; recommenders that have it open keep what they opened
   * @throws StageException when a stage fails or breaks its contract, the folder is damaged,
   *     belongs to another encoder or is being prepared by another process; what was finished is
   *     kept
   */
  public Recommender prepare(Path workspace, Progress progress) {
    return recommender(Preparation.of(offline, workspace, progress).run(false));
  }

  /**
   * As {@link #prepare}, but makes vectors and index anew. Enrichments, which may have been paid
   * for, are kept.
   */
  public Recommender rebuild(Path workspace, Progress progress) {
    return recommender(Preparation.of(offline, workspace, progress).run(true));
  }

  private Recommender recommender(Preparation.Prepared prepared) {
    PreparedCatalog catalog = prepared.catalog();
    return new Recommender(
        offline.catalog(), catalog, prepared.enrichments(), online, runner(), listeners);
  }

  private StageRunner runner() {
    return new StageRunner(failurePolicy, maxConcurrentStages);
  }
}
