package io.llmrec.prompt.chat.tool;

import io.llmrec.prompt.StrictJson;
import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.chat.filter.Filter;
import io.llmrec.prompt.chat.filter.FilterException;
import io.llmrec.prompt.chat.filter.FilterJson;
import io.llmrec.prompt.chat.plan.Plan.ToolCall;
import io.llmrec.prompt.chat.search.WordIndex.Hit;
import io.llmrec.prompt.chat.state.Step;
import io.llmrec.prompt.chat.tool.ToolRun.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The tools, by name: {@code filter}, {@code search}, {@code similar}, {@code keep}, {@code
 * remove}, {@code rank}, {@code popularity}, {@code recommend}, {@code details}, {@code compare},
 * {@code undo}, {@code reset}.
 *
 * <p>A tool changes the workbench or, where it cannot do what was asked, leaves it as it is and
 * says why: a model's mistake is an observation, never an exception. A tool that would leave no
 * candidates is refused too, so that a search does not end in nothing unnoticed. Safe for use by
 * several threads.
 */
public final class Toolbox {

  private static final int MAX_INPUT = 400;
  private static final int MAX_OBSERVATION = 1200;
  private static final int MAX_NAME = 60;
  private static final int MAX_ITEMS = 20;
  private static final int MAX_COMPARED = 5;
  private static final int FOUND = 200;
  private static final int ORDERED = 60;

  private final SimilarCall similar;
  private final Ranking ranking;
  private final Map<String, Tool> tools = new TreeMap<>();

  /** What a tool does; it returns what the model is told. */
  @FunctionalInterface
  private interface Tool {
    String run(Workbench bench, ToolCall call);
  }

  /** Tools over a recommender and what finds similar items. */
  public Toolbox(RecommendCall recommender, SimilarCall similar) {
    this.similar = similar;
    this.ranking = new Ranking(recommender);
    tools.put("filter", this::filter);
    tools.put("search", this::search);
    tools.put("similar", this::similar);
    tools.put("keep", this::keep);
    tools.put("remove", this::remove);
    tools.put("rank", ranking::rank);
    tools.put("popularity", this::popularity);
    tools.put("recommend", this::recommend);
    tools.put("details", (bench, call) -> discuss(bench, call, 1, MAX_ITEMS));
    tools.put("compare", (bench, call) -> discuss(bench, call, 2, MAX_COMPARED));
    tools.put("undo", this::undo);
    tools.put("reset", this::reset);
  }

  /** Runs one tool. */
  public ToolRun run(Workbench bench, ToolCall call) {
    long start = System.nanoTime();
    int before = bench.count();
    Outcome outcome = Outcome.OK;
    String observation;
    try {
      Tool tool = tools.get(call.tool());
      if (tool == null) {
        throw new ToolException(
            "there is no tool '%s'; there are %s".formatted(call.tool(), tools.keySet()));
      }
      observation = tool.run(bench, call);
    } catch (ToolException | FilterException e) {
      outcome = Outcome.ERROR;
      observation = String.valueOf(e.getMessage());
    } catch (RuntimeException e) {
      outcome = Outcome.FAILED;
      observation = "%s failed: %s".formatted(call.tool(), e.getMessage());
    }
    return new ToolRun(
        UntrustedText.clean(call.tool(), MAX_NAME),
        UntrustedText.clean(StrictJson.write(call.input()), MAX_INPUT),
        outcome,
        UntrustedText.clean(observation, MAX_OBSERVATION),
        before,
        bench.count(),
        Duration.ofNanos(System.nanoTime() - start));
  }

  private String filter(Workbench bench, ToolCall call) {
    Filter filter =
        bench
            .catalog()
            .fields()
            .check(new ToolInput(call.input(), Set.of("where")).filter("where"));
    String text = StrictJson.write(FilterJson.write(filter));
    return narrow(bench, Step.filter(cut(text), filter, bench.state().turn()));
  }

  private String search(Workbench bench, ToolCall call) {
    String text = new ToolInput(call.input(), Set.of("text")).text("text");
    List<Integer> found =
        bench.catalog().words().search(text, bench.rows(), FOUND).stream().map(Hit::row).toList();
    return narrow(bench, step(bench, Step.Kind.SEARCH, text, found));
  }

  private String similar(Workbench bench, ToolCall call) {
    List<Integer> seeds = new ToolInput(call.input(), Set.of("items")).items(bench, 1, MAX_ITEMS);
    List<Integer> found = similar.similar(seeds, bench.rows(), FOUND);
    return narrow(bench, step(bench, Step.Kind.SIMILAR, titles(bench, seeds), found));
  }

  private String keep(Workbench bench, ToolCall call) {
    List<Integer> rows = new ToolInput(call.input(), Set.of("items")).items(bench, 1, MAX_ITEMS);
    return narrow(bench, step(bench, Step.Kind.KEEP, titles(bench, rows), rows));
  }

  private String remove(Workbench bench, ToolCall call) {
    List<Integer> rows = new ToolInput(call.input(), Set.of("items")).items(bench, 1, MAX_ITEMS);
    return narrow(bench, step(bench, Step.Kind.REMOVE, titles(bench, rows), rows));
  }

  private String popularity(Workbench bench, ToolCall call) {
    new ToolInput(call.input(), Set.of());
    return ranking.byPopularity(bench);
  }

  private String recommend(Workbench bench, ToolCall call) {
    new ToolInput(call.input(), Set.of());
    return ranking.byRecommender(bench, ORDERED);
  }

  private String discuss(Workbench bench, ToolCall call, int least, int most) {
    List<Integer> rows = new ToolInput(call.input(), Set.of("items")).items(bench, least, most);
    bench.discuss(rows);
    return "the facts of %d items are below".formatted(rows.size());
  }

  private String undo(Workbench bench, ToolCall call) {
    new ToolInput(call.input(), Set.of());
    bench.replace(bench.state().undone());
    return left(bench);
  }

  private String reset(Workbench bench, ToolCall call) {
    new ToolInput(call.input(), Set.of());
    bench.replace(bench.state().withoutSteps());
    return left(bench);
  }

  /** Adds a step unless it leaves nothing. */
  private static String narrow(Workbench bench, Step step) {
    Candidates tried = bench.tried(step);
    if (tried.count() == 0) {
      throw new ToolException(
          "nothing is left by this, %d candidates without it: ask for less"
              .formatted(bench.count()));
    }
    bench.add(step);
    return left(bench);
  }

  static String left(Workbench bench) {
    return bench.count() + " candidates are left";
  }

  private static Step step(Workbench bench, Step.Kind kind, String text, List<Integer> rows) {
    return Step.of(kind, cut(text), bench.ids(rows), bench.state().turn());
  }

  private static String titles(Workbench bench, List<Integer> rows) {
    return String.join(
        "; ", rows.stream().map(row -> bench.catalog().title(bench.catalog().item(row))).toList());
  }

  static String cut(String text) {
    return text.substring(0, Math.min(Step.MAX_TEXT, text.length()));
  }
}
