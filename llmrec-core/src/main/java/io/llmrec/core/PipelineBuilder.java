package io.llmrec.core;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.encode.ItemEncoderTrainer;
import io.llmrec.core.enrich.Summarizer;
import io.llmrec.core.index.Indexer;
import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Fusion;
import io.llmrec.core.recall.NeedsVectors;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.core.rule.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the stages of a {@link Pipeline}. Not safe for use by several threads.
 *
 * <p>A stage without a name of its own is called by its class ({@code PopularRecaller} is {@code
 * popular}), or by its kind when it is a lambda; a second one of the same name gets a number.
 */
public final class PipelineBuilder {

  private final Catalog catalog;
  private final List<Stage.Enrich> enrich = new ArrayList<>();
  private final List<Stage.Recall> recall = new ArrayList<>();
  private final List<Stage.Ordering> order = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final List<PipelineListener> listeners = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private @Nullable ItemEncoder encoder;
  private @Nullable ItemEncoderTrainer trainer;
  private Indexer indexer = Indexer.exact();
  private Fusion fusion = Fusion.reciprocalRank();
  private FailurePolicy failurePolicy = FailurePolicy.DEGRADE;
  private Explainer explainer = Explainer.templates();
  private int maxConcurrentStages = 256;

  PipelineBuilder(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Writes a text about every item; later stages find it as the item's attribute {@code summary}.
   * Offline.
   */
  public PipelineBuilder enrich(Summarizer summarizer) {
    return enrich("summary", summarizer);
  }

  /**
   * Writes a text about every item; later steps and stages find it as the item's attribute of this
   * name. Several may be given; each sees what those before it wrote. Offline.
   */
  public PipelineBuilder enrich(String attribute, Summarizer summarizer) {
    if (attribute.isBlank()) {
      throw new IllegalArgumentException("attribute of an enrichment must not be blank");
    }
    if (enrich.stream().anyMatch(step -> step.name().equals(attribute))) {
      throw new IllegalArgumentException("two enrichments write the attribute '" + attribute + "'");
    }
    enrich.add(new Stage.Enrich(attribute, summarizer));
    return this;
  }

  /** Turns items into vectors; at most one encoder may be given. Offline. */
  public PipelineBuilder encode(ItemEncoder itemEncoder) {
    requireNoEncoder();
    encoder = itemEncoder;
    return this;
  }

  /**
   * Turns items into vectors by an encoder that is first fitted on the enriched catalog. Offline.
   */
  public PipelineBuilder encodeFitted(ItemEncoderTrainer itemEncoderTrainer) {
    requireNoEncoder();
    trainer = itemEncoderTrainer;
    return this;
  }

  private void requireNoEncoder() {
    if (encoder != null || trainer != null) {
      throw new IllegalArgumentException("a pipeline has one encoder, this is the second");
    }
  }

  /** How the nearest vectors are found; {@link Indexer#exact} by default. Offline. */
  public PipelineBuilder index(Indexer vectorIndexer) {
    indexer = vectorIndexer;
    return this;
  }

  /**
   * Finds candidates; at least one recaller is needed, and what several find is fused. For a
   * request with a deadline they run at the same time.
   */
  public PipelineBuilder recall(Recaller recaller) {
    return recall(nameOf(recaller, "Recaller", "recall"), recaller);
  }

  /** Finds candidates, under a name of its own. */
  public PipelineBuilder recall(String name, Recaller recaller) {
    recall.add(new Stage.Recall(unique(name), recaller));
    return this;
  }

  /** How the lists of several recallers become one; by reciprocal rank unless told otherwise. */
  public PipelineBuilder fuse(Fusion listFusion) {
    fusion = listFusion;
    return this;
  }

  /** Scores all candidates and orders them by score. */
  public PipelineBuilder rank(Ranker ranker) {
    return rank(ranker, Integer.MAX_VALUE);
  }

  /**
   * Scores all candidates and keeps the {@code keep} best, at least 1: a coarse ranker before a
   * fine one.
   */
  public PipelineBuilder rank(Ranker ranker, int keep) {
    return rank(nameOf(ranker, "Ranker", "rank"), ranker, keep);
  }

  /** Scores all candidates and keeps the best, under a name of its own. */
  public PipelineBuilder rank(String name, Ranker ranker, int keep) {
    order.add(new Stage.Rank(unique(name), ranker, atLeastOne("keep", keep)));
    return this;
  }

  /** Orders the {@code top} best candidates anew, at least 1; the others follow as they were. */
  public PipelineBuilder reRank(ReRanker reRanker, int top) {
    return reRank(nameOf(reRanker, "ReRanker", "rerank"), reRanker, top);
  }

  /** Orders the {@code top} best candidates anew, under a name of its own. */
  public PipelineBuilder reRank(String name, ReRanker reRanker, int top) {
    order.add(new Stage.ReRank(unique(name), reRanker, atLeastOne("top", top)));
    return this;
  }

  /** Adds a rule for the final list; rules are applied in the order given, pins last. */
  public PipelineBuilder rule(Rule rule) {
    rules.add(rule);
    return this;
  }

  /** Tells somebody of every answered request. */
  public PipelineBuilder listener(PipelineListener listener) {
    listeners.add(listener);
    return this;
  }

  /** What happens when a stage fails; {@link FailurePolicy#DEGRADE} by default. */
  public PipelineBuilder onFailure(FailurePolicy policy) {
    failurePolicy = policy;
    return this;
  }

  /** Who writes the reasons; {@link Explainer#templates} by default. */
  public PipelineBuilder explain(Explainer reasons) {
    explainer = reasons;
    return this;
  }

  /**
   * How many stages of requests with a deadline may run at once, at least 1, 256 by default. They
   * run on threads of their own so that a hanging stage cannot hold a request; where all are
   * hanging, further stages are skipped.
   */
  public PipelineBuilder maxConcurrentStages(int count) {
    maxConcurrentStages = atLeastOne("maxConcurrentStages", count);
    return this;
  }

  /**
   * The recipe. Runs nothing.
   *
   * @throws IllegalArgumentException when there is no recaller, or one that needs vectors and no
   *     encoder
   */
  public Pipeline build() {
    if (recall.isEmpty()) {
      throw new IllegalArgumentException(
          "a pipeline needs at least 1 recaller: add .recall(Recaller.nearest(200)) or the like");
    }
    for (Stage.Recall stage : recall) {
      if (encoder == null && trainer == null && stage.recaller() instanceof NeedsVectors) {
        throw new IllegalArgumentException(
            "recaller '%s' needs vectors: add .encode(...) or .encodeFitted(...)"
                .formatted(stage.name()));
      }
    }
    Pipeline.Offline offline =
        new Pipeline.Offline(catalog, List.copyOf(enrich), encoder, trainer, indexer);
    Pipeline.Online online =
        new Pipeline.Online(
            List.copyOf(recall), fusion, List.copyOf(order), List.copyOf(rules), explainer);
    return new Pipeline(
        offline, online, failurePolicy, maxConcurrentStages, List.copyOf(listeners));
  }

  private static int atLeastOne(String argument, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(argument + " must be at least 1, was " + value);
    }
    return value;
  }

  private String unique(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name of a stage must not be blank");
    }
    String candidate = name;
    for (int number = 2; !names.add(candidate); number++) {
      candidate = name + "-" + number;
    }
    return candidate;
  }

  private static String nameOf(Object stage, String suffix, String kind) {
    Class<?> type = stage.getClass();
    String name = type.getSimpleName();
    if (type.isHidden() || type.isSynthetic() || name.isEmpty()) {
      return kind;
    }
    String stem = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    return stem.isEmpty()
        ? kind
        : stem.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
