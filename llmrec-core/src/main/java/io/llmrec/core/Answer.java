package io.llmrec.core;

import io.llmrec.core.StageRunner.Ran;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.recall.Fusion;
import io.llmrec.core.recall.Fusion.Recalled;
import io.llmrec.core.recall.RecallSource;
import io.llmrec.core.request.StageContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of one request through the stages. Not safe for use by several threads; used once. */
final class Answer {

  private static final Logger LOG = LoggerFactory.getLogger(Answer.class);

  private final Catalog hostCatalog;
  private final Pipeline.Online stages;
  private final FinalList finalList;
  private final StageRunner runner;
  private final StageContext context;
  private final List<StageTrace> traces = new ArrayList<>();
  private final List<Placed> places = new ArrayList<>();

  /** The candidates a stage looked at, in the order it gave them. */
  private record Placed(String stage, List<Candidate> candidates, boolean scored) {

    @Nullable StagePlace place(String id) {
      for (int i = 0; i < candidates.size(); i++) {
        if (candidates.get(i).id().equals(id)) {
          return new StagePlace(stage, i + 1, scored ? candidates.get(i).score() : null);
        }
      }
      return null;
    }
  }

  Answer(
      Catalog hostCatalog,
      Pipeline.Online stages,
      FinalList finalList,
      StageRunner runner,
      StageContext context) {
    this.hostCatalog = hostCatalog;
    this.stages = stages;
    this.finalList = finalList;
    this.runner = runner;
    this.context = context;
  }

  RecommendationResult complete() {
    List<Candidate> candidates = List.copyOf(recall());
    for (Stage.Ordering stage : stages.order()) {
      candidates = List.copyOf(order(stage, candidates));
    }
    List<Recommendation> items = explain(finalList.of(candidates, context));
    return new RecommendationResult(
        context.request().id(), items, traces, context.budget().elapsed());
  }

  /** With a deadline all at once: one that hangs does not take the others' time. */
  private List<Candidate> recall() {
    List<Supplier<Ran<List<Candidate>>>> started =
        stages.recall().stream().map(this::start).toList();
    List<Recalled> lists = new ArrayList<>();
    for (Supplier<Ran<List<Candidate>>> stage : started) {
      Ran<List<Candidate>> ran = stage.get();
      traces.add(withOut(ran));
      if (ran.value() != null && !ran.value().isEmpty()) {
        lists.add(new Recalled(ran.trace().stage(), ran.value()));
      }
    }
    return lists.size() == 1 ? single(lists.get(0)) : fuse(lists);
  }

  /** A fusion of the host's that fails is replaced by the default one, and shows as a stage. */
  private List<Candidate> fuse(List<Recalled> lists) {
    int in = lists.stream().mapToInt(list -> list.candidates().size()).sum();
    Ran<List<Candidate>> ran =
        runner.run(
            "fuse",
            in,
            context.forNextStage(),
            own -> admitted(stages.fusion().fuse(lists), own),
            List::size);
    if (ran.trace().outcome() != StageTrace.Outcome.RAN) {
      traces.add(ran.trace());
    }
    return ran.value() == null ? Fusion.reciprocalRank().fuse(lists) : ran.value();
  }

  private Supplier<Ran<List<Candidate>>> start(Stage.Recall stage) {
    return runner.start(
        stage.name(),
        context.prepared().catalog().size(),
        context.forNextStage(),
        own -> admitted(stage.recaller().recall(own), own),
        List::size);
  }

  /**
   * A recaller that failed gave nothing, where another stage that fails leaves what it was given.
   */
  private static StageTrace withOut(Ran<List<Candidate>> ran) {
    StageTrace trace = ran.trace();
    return ran.value() != null
        ? trace
        : new StageTrace(
            trace.stage(),
            trace.outcome(),
            trace.reason(),
            trace.in(),
            0,
            trace.elapsed(),
            trace.modelCalls(),
            trace.counts());
  }

  /** Nothing to fuse: the recaller's own scores stay. */
  private static List<Candidate> single(Recalled list) {
    List<Candidate> named = new ArrayList<>(list.candidates().size());
    for (Candidate candidate : list.candidates()) {
      named.add(
          candidate.foundBy(
              new RecallSource(list.recaller(), named.size() + 1, candidate.score())));
    }
    return named;
  }

  /**
   * Holds a recaller to its contract: whatever it says, only admitted items of the catalog go on,
   * each once, and as they stand in the catalog.
   */
  private static List<Candidate> admitted(List<Candidate> found, StageContext context) {
    List<Candidate> kept = new ArrayList<>(found.size());
    Set<String> ids = new HashSet<>();
    for (Candidate candidate : found) {
      Item item = context.prepared().catalog().find(candidate.id());
      if (item != null && context.admits(item) && ids.add(item.id())) {
        kept.add(new Candidate(item, candidate.score(), candidate.because(), candidate.sources()));
      }
    }
    int dropped = found.size() - kept.size();
    if (dropped > 0) {
      context.count("dropped", dropped);
      context.degrade(
          "contract broken: %d of %d candidates were unknown, not admitted or repeated and were dropped"
              .formatted(dropped, found.size()));
    }
    return kept;
  }

  private List<Candidate> order(Stage.Ordering stage, List<Candidate> candidates) {
    if (stage instanceof Stage.Rank rank) {
      return rank(rank, candidates);
    }
    return reRank((Stage.ReRank) stage, candidates);
  }

  private List<Candidate> rank(Stage.Rank stage, List<Candidate> candidates) {
    Ran<List<Candidate>> ran =
        runner.run(
            stage.name(),
            candidates.size(),
            context.forNextStage(),
            own -> Ordered.byScore(candidates, stage.ranker().score(own, candidates), stage.keep()),
            List::size);
    traces.add(ran.trace());
    if (ran.value() == null) {
      return candidates;
    }
    places.add(new Placed(stage.name(), ran.value(), true));
    return ran.value();
  }

  private List<Candidate> reRank(Stage.ReRank stage, List<Candidate> candidates) {
    int top = Math.min(stage.top(), candidates.size());
    List<Candidate> head = candidates.subList(0, top);
    Ran<List<Candidate>> ran =
        runner.run(
            stage.name(),
            top,
            context.forNextStage(),
            own -> Ordered.permuted(head, stage.reRanker().rerank(own, head)),
            List::size);
    traces.add(ran.trace());
    if (ran.value() == null) {
      return candidates;
    }
    places.add(new Placed(stage.name(), ran.value(), false));
    List<Candidate> all = new ArrayList<>(candidates.size());
    all.addAll(ran.value());
    all.addAll(candidates.subList(top, candidates.size()));
    return all;
  }

  private List<Recommendation> explain(List<FinalList.Entry> entries) {
    List<Recommendation> items = new ArrayList<>(entries.size());
    for (FinalList.Entry entry : entries) {
      Candidate candidate = entry.candidate();
      Item item = hostCatalog.find(candidate.id());
      items.add(
          new Recommendation(
              item == null ? candidate.item() : item,
              items.size() + 1,
              candidate.score(),
              candidate.sources(),
              places.stream().map(p -> p.place(candidate.id())).filter(Objects::nonNull).toList(),
              reason(candidate),
              entry.pinned()));
    }
    return items;
  }

  /** A sentence less is better than a page less. */
  private Reason reason(Candidate candidate) {
    try {
      return stages.explainer().explain(candidate, context.prepared().catalog());
    } catch (RuntimeException e) {
      LOG.warn("no reason for item {} of request {}", candidate.id(), context.request().id(), e);
      return new Reason("", List.of());
    }
  }
}
