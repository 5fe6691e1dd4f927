package io.llmrec.examples.bench;

import io.llmrec.core.Pipeline;
import io.llmrec.core.Progress;
import io.llmrec.core.RecommendationResult;
import io.llmrec.core.Recommender;
import io.llmrec.core.StageTrace;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.file.DurableFiles;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.Budget;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.core.user.UserContext;
import io.llmrec.rank.aggregate.Aggregation;
import io.llmrec.rank.ladder.BudgetLadder;
import io.llmrec.rank.ladder.Rung;
import io.llmrec.rank.ladder.RungCost;
import io.llmrec.rank.llm.ListwiseOptions;
import io.llmrec.rank.llm.LlmReRanker;
import io.llmrec.rank.llm.ModelSpeed;
import io.llmrec.rank.simulation.SimulatedModel;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long a request takes when its language model is down, slow, stuck or not to be afforded: 20
 * candidates, 10 items, a deadline of 100 ms. No JMH, because what is of interest is the worst of
 * single requests against a clock.
 *
 * <p>Usage: {@code DegradationBenchmark [requests]}, 300 by default.
 */
public final class DegradationBenchmark {

  private static final Duration DEADLINE = Duration.ofMillis(100);
  private static final int WARM_UP = 100;

  private static final LanguageModel HEALTHY =
      SimulatedModel.builder(text -> text.hashCode() / 1e9).build();

  private final int requests;
  private final List<Candidate> candidates = new ArrayList<>();
  private final Catalog catalog;

  private DegradationBenchmark(int requests) {
    this.requests = requests;
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      items.add(Item.of("item-" + i, "Title of item " + i));
      candidates.add(Candidate.of(items.get(i), -i));
    }
    catalog = Catalog.of(items);
  }

  /** Prints a table in Markdown. */
  public static void main(String[] args) throws IOException {
    int requests = args.length > 0 ? Integer.parseInt(args[0]) : 300;
    new DegradationBenchmark(requests).run();
  }

  private static Map<String, LanguageModel> models() {
    Map<String, LanguageModel> models = new LinkedHashMap<>();
    models.put("healthy", HEALTHY);
    models.put(
        "down",
        prompt -> {
          throw LlmException.retryable("connection refused", null);
        });
    models.put("slow, keeps its timeout", DegradationBenchmark::slow);
    models.put("stuck, ends when interrupted", prompt -> stuck());
    return models;
  }

  private static Reply slow(Prompt prompt) {
    try {
      Thread.sleep(prompt.options().timeout().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw LlmException.retryable("no reply within " + prompt.options().timeout(), null);
  }

  private static Reply stuck() {
    try {
      Thread.sleep(Duration.ofMinutes(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw LlmException.retryable("interrupted", null);
  }

  private static ReRanker alone(LanguageModel model) {
    return LlmReRanker.listwise(model, options());
  }

  private static ListwiseOptions options() {
    return ListwiseOptions.DEFAULT.withMinTime(Duration.ofMillis(20));
  }

  /** Rounds, a single pass, then a small model; a call is expected to take 20 ms. */
  private static ReRanker ladder(LanguageModel model) {
    ModelSpeed speed = new ModelSpeed(Duration.ofMillis(20), Duration.ZERO, Duration.ZERO);
    LlmReRanker single = LlmReRanker.listwise(model, options());
    ReRanker small =
        (context, given) -> {
          List<Candidate> order = new ArrayList<>(given);
          Collections.reverse(order);
          return order;
        };
    return BudgetLadder.startingWith(
            Rung.of("rounds", single.rounds(4, Aggregation.kemeny()), () -> speed, null))
        .then(Rung.of("single", single, () -> speed, null))
        .then(Rung.of("distilled", small, RungCost.ofTime(Duration.ofMillis(1))))
        .build();
  }

  private void run() throws IOException {
    System.out.println(
        "| model | re-ranker | answered, median | 99 % | worst | worst past its deadline | stage"
            + " |");
    System.out.println("|---|---|---|---|---|---|---|");
    printWait();
    Budget time = Budget.of(DEADLINE);
    for (Map.Entry<String, LanguageModel> model : models().entrySet()) {
      measure(model.getKey(), "listwise", alone(model.getValue()), time);
      measure(model.getKey(), "ladder", ladder(model.getValue()), time);
    }
    measure("no tokens left", "ladder", ladder(HEALTHY), time.withTokens(100));
    measure("no money left", "ladder", ladder(HEALTHY), time.withMoney(BigDecimal.ZERO));
    measure("10 ms in all", "ladder", ladder(HEALTHY), time.withTime(Duration.ofMillis(10)));
  }

  /** What the machine makes of a wait of the same length: nobody can be more punctual. */
  private void printWait() {
    FutureTask<String> never = new FutureTask<>(() -> "");
    double[] millis = new double[requests];
    for (int i = 0; i < requests; i++) {
      long start = System.nanoTime();
      try {
        never.get(DEADLINE.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException | ExecutionException e) {
        millis[i] = (System.nanoTime() - start) / 1e6;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    print("none: a bare wait", "none", millis, DEADLINE.toMillis(), Map.of());
  }

  private void measure(String model, String name, ReRanker reRanker, Budget budget)
      throws IOException {
    Path folder = Files.createTempDirectory("llmrec-bench");
    Pipeline pipeline =
        Pipeline.over(catalog)
            .recall("ready", context -> candidates)
            .reRank(reRanker, candidates.size())
            .build();
    try (Recommender recommender = pipeline.prepare(folder, Progress.none())) {
      double[] millis = new double[requests];
      Map<String, Integer> outcomes = new TreeMap<>();
      boolean waits = model.startsWith("s");
      for (int i = waits ? -3 : -WARM_UP; i < requests; i++) {
        RecommendationRequest request =
            RecommendationRequest.forUser(UserContext.of("user", List.of()))
                .id("r" + i)
                .within(budget)
                .build();
        long start = System.nanoTime();
        RecommendationResult result = recommender.recommend(request);
        if (i >= 0) {
          millis[i] = (System.nanoTime() - start) / 1e6;
          outcomes.merge(outcome(result), 1, Integer::sum);
        }
      }
      print(model, name, millis, budget.time().toMillis(), outcomes);
    } finally {
      DurableFiles.deleteFolder(folder);
    }
  }

  private static String outcome(RecommendationResult result) {
    // The re-ranker is the last stage: there are no rules.
    StageTrace last = result.stages().get(result.stages().size() - 1);
    String rung =
        last.counts().keySet().stream()
            .filter(count -> count.startsWith("rung."))
            .findFirst()
            .orElse("");
    return (last.outcome() + " " + rung).strip();
  }

  private static void print(
      String model, String name, double[] millis, long deadline, Map<String, Integer> outcomes) {
    Arrays.sort(millis);
    double worst = millis[millis.length - 1];
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.2f ms | %.2f ms | %.2f ms | %s | %s |%n",
        model,
        name,
        millis[millis.length / 2],
        millis[(int) (0.99 * millis.length)],
        worst,
        worst > deadline ? String.format(Locale.ROOT, "%.2f ms", worst - deadline) : "in time",
        outcomes);
  }
}
