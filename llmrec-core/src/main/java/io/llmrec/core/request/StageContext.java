package io.llmrec.core.request;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.index.PreparedCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one stage may use, and where it reports, while it answers one request.
 *
 * <p>Each stage of each request has its own. The reports are for the stage's own thread; reading
 * them is safe once the stage has ended.
 */
public final class StageContext {

  private final RecommendationRequest request;
  private final PreparedCatalog prepared;
  private final BudgetMeter meter;
  private final Predicate<Item> admitted;
  private final List<ModelCall> modelCalls = new ArrayList<>();
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final @Nullable StageContext whole;
  private @Nullable String degradation;

  /**
   * A context whose cost is counted by {@code meter}.
   *
   * @param admitted the request's eligibility, already asked for its user
   */
  public StageContext(
      RecommendationRequest request,
      PreparedCatalog prepared,
      BudgetMeter meter,
      Predicate<Item> admitted) {
    this(request, prepared, meter, admitted, null);
  }

  private StageContext(
      RecommendationRequest request,
      PreparedCatalog prepared,
      BudgetMeter meter,
      Predicate<Item> admitted,
      @Nullable StageContext whole) {
    this.request = request;
    this.prepared = prepared;
    this.meter = meter;
    this.admitted = admitted;
    this.whole = whole;
  }

  /** A context of its own for a stage that is called outside a pipeline. */
  public static StageContext of(RecommendationRequest request, PreparedCatalog prepared) {
    return new StageContext(
        request,
        prepared,
        new BudgetMeter(request.budget()),
        request.eligibility().forUser(request.user()));
  }

  /** A fresh context for another stage of the same request, on the same meter. */
  public StageContext forNextStage() {
    return new StageContext(request, prepared, meter, admitted);
  }

  /**
   * A context for a part of this stage: what it calls and counts shows here too, what makes it
   * degrade does not. The stage says itself what became of its parts.
   */
  public StageContext forPart() {
    return new StageContext(request, prepared, meter, admitted, this);
  }

  /** What the host asked for. */
  public RecommendationRequest request() {
    return request;
  }

  /** The items, their vectors and the index. */
  public PreparedCatalog prepared() {
    return prepared;
  }

  /** Whether the request may show an item of the catalog. */
  public boolean admits(Item item) {
    return admitted.test(item);
  }

  /** What is left of the budget. */
  public BudgetMeter budget() {
    return meter;
  }

  /** Reports a call of a language model, which is taken from the budget. */
  public void report(ModelCall call) {
    note(call);
    meter.spend(call);
  }

  private void note(ModelCall call) {
    synchronized (this) {
      modelCalls.add(call);
    }
    if (whole != null) {
      whole.note(call);
    }
  }

  /** Adds to a count that shows in the trace, for example {@code invented} labels in a reply. */
  public void count(String name, long amount) {
    synchronized (this) {
      counts.merge(name, amount, Long::sum);
    }
    if (whole != null) {
      whole.count(name, amount);
    }
  }

  /**
   * Reports that the stage did less than it was asked to, and why; the first reason given is kept.
   */
  public synchronized void degrade(String reason) {
    if (degradation == null) {
      degradation = reason;
    }
  }

  /** The calls reported so far. */
  public synchronized List<ModelCall> modelCalls() {
    return List.copyOf(modelCalls);
  }

  /** The counts reported so far. */
  public synchronized Map<String, Long> counts() {
    return Map.copyOf(counts);
  }

  /** Why the stage did less than it was asked to, or null when it did all. */
  public synchronized @Nullable String degradation() {
    return degradation;
  }
}
