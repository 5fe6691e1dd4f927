package io.llmrec.examples.experiment;

import io.llmrec.core.eval.Bootstrap;
import io.llmrec.core.eval.Interval;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.ModelCall;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.rank.aggregate.Aggregation;
import io.llmrec.rank.choice.ChoiceModel;
import io.llmrec.rank.llm.AskOptions;
import io.llmrec.rank.llm.LlmReRanker;
import io.llmrec.rank.llm.ModelSpeed;
import io.llmrec.rank.llm.PairwiseSort;
import io.llmrec.rank.llm.RankingCost;
import io.llmrec.rank.llm.SetwiseOptions;
import io.llmrec.rank.llm.Window;
import io.llmrec.rank.simulation.SimulatedModel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What every ranking method makes of a simulated model with known faults: NDCG@10 against the
 * truth, calls and tokens. Prints Markdown; {@link RankingBias} does the same for biases.
 *
 * <p>Usage: {@code RankingMethods [requests]}, 100 by default.
 */
public final class RankingMethods {

  private static final int ROUNDS = 10_000;
  private static final ModelSpeed SPEED =
      new ModelSpeed(Duration.ofMillis(200), Duration.ofNanos(50_000), Duration.ofMillis(15));

  private final SimulatedRequests requests;
  private final Map<String, SimulatedModel> models = new LinkedHashMap<>();

  private RankingMethods(int count) {
    requests = new SimulatedRequests(count, 1);
    models.put("noise", plain().build());
    models.put("noise, slots", plain().slotEffect(slot -> 1.5 * slot).build());
    models.put(
        "noise, slots, broken replies",
        plain()
            .slotEffect(slot -> 1.5 * slot)
            .dropped(0.1)
            .repeated(0.1)
            .invented(0.1)
            .prose(0.5)
            .build());
  }

  private SimulatedModel.Builder plain() {
    return SimulatedModel.builder(requests::relevance).noise(0.5).seed(7);
  }

  /** Prints the tables. */
  public static void main(String[] args) {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 100;
    new RankingMethods(count).print();
  }

  static Map<String, LlmReRanker> methods(SimulatedModel model) {
    LanguageModel words = model;
    ChoiceModel choices = model;
    AskOptions ask = AskOptions.DEFAULT;
    Map<String, LlmReRanker> methods = new LinkedHashMap<>();
    methods.put("listwise", LlmReRanker.listwise(words));
    methods.put("listwise, window 10 by 5", LlmReRanker.listwise(words).window(window()));
    for (int rounds : new int[] {4, 10}) {
      methods.put(
          "listwise, %d rounds, Kemeny".formatted(rounds),
          LlmReRanker.listwise(words).rounds(rounds, Aggregation.kemeny()));
    }
    methods.put("first token", LlmReRanker.firstToken(choices));
    methods.put(
        "first token, 4 rounds, Borda",
        LlmReRanker.firstToken(choices).rounds(4, Aggregation.borda()));
    methods.put("pointwise, grades", LlmReRanker.pointwise(words));
    methods.put("pointwise, odds", LlmReRanker.pointwise(choices, ask));
    methods.put("setwise of 3 + 1", LlmReRanker.setwise(words));
    methods.put(
        "setwise of 9 + 1",
        LlmReRanker.setwise(words, SetwiseOptions.DEFAULT.withChildren(9), ask));
    methods.put(
        "setwise of 3 + 1, 3 votes",
        LlmReRanker.setwise(words, SetwiseOptions.DEFAULT.withVotes(3), ask));
    methods.put("pairwise, heap of 10", LlmReRanker.pairwise(words));
    methods.put("pairwise, 10 passes", LlmReRanker.pairwise(words, PairwiseSort.sliding(10), ask));
    methods.put("pairwise, all pairs", LlmReRanker.pairwise(words, PairwiseSort.allPairs(), ask));
    methods.put(
        "pairwise, all pairs, odds", LlmReRanker.pairwise(choices, PairwiseSort.allPairs(), ask));
    return methods;
  }

  private static Window window() {
    return new Window(10, 5, 1, Window.Start.END);
  }

  /** What a method did, request by request. */
  private record Outcome(double[] ndcg, double calls, double in, double out) {

    Interval interval() {
      return Bootstrap.mean(ndcg, ROUNDS, 1);
    }
  }

  private Outcome run(ReRanker reRanker) {
    List<SimulatedRequests.Case> cases = requests.cases();
    double[] ndcg = new double[cases.size()];
    double calls = 0;
    double in = 0;
    double out = 0;
    for (int i = 0; i < ndcg.length; i++) {
      StageContext context = requests.context(cases.get(i));
      List<Candidate> order = reRanker.rerank(context, cases.get(i).candidates());
      ndcg[i] = SimulatedRequests.ndcg(cases.get(i), order);
      calls += context.modelCalls().size();
      in += context.modelCalls().stream().mapToLong(ModelCall::inputTokens).sum();
      out += context.modelCalls().stream().mapToLong(ModelCall::outputTokens).sum();
    }
    int n = cases.size();
    return new Outcome(ndcg, calls / n, in / n, out / n);
  }

  private void print() {
    System.out.printf(
        Locale.ROOT,
        "%d requests of %d candidates; incoming order NDCG@10 %s%n%n",
        requests.cases().size(),
        SimulatedRequests.CANDIDATES,
        run((context, candidates) -> candidates).interval());
    printCosts();
    System.out.println(
        "| method | "
            + String.join(" | ", models.keySet())
            + " | calls (most) | tokens in | out |");
    System.out.println("|---|" + "---|".repeat(models.size() + 3));
    for (String method : methods(plain().build()).keySet()) {
      printRow(method);
    }
    System.out.println();
  }

  private void printCosts() {
    System.out.println(
        "| estimate before a call is made | calls | in a row | prompt tokens | reply tokens | time"
            + " |");
    System.out.println("|---|---|---|---|---|---|");
    SimulatedRequests.Case first = requests.cases().get(0);
    methods(plain().build())
        .forEach(
            (name, method) -> {
              RankingCost cost = method.estimate(requests.context(first), first.candidates());
              System.out.printf(
                  Locale.ROOT,
                  "| %s | %d | %d | %d | %d to %d | %.1f s |%n",
                  name,
                  cost.calls(),
                  cost.steps(),
                  cost.promptTokens(),
                  cost.replyTokens(),
                  cost.mostReplyTokens(),
                  cost.latency(SPEED).toMillis() / 1000.0);
            });
    System.out.println();
  }

  private void printRow(String name) {
    StringBuilder row = new StringBuilder("| " + name + " |");
    String calls = "";
    for (SimulatedModel model : models.values()) {
      LlmReRanker method = methods(model).getOrDefault(name, LlmReRanker.listwise(model));
      Outcome outcome = run(method);
      Interval ndcg = outcome.interval();
      row.append(
          String.format(Locale.ROOT, " %.3f [%.3f, %.3f] |", ndcg.mean(), ndcg.low(), ndcg.high()));
      calls = calls(method, outcome);
    }
    System.out.println(row + calls);
  }

  private String calls(LlmReRanker method, Outcome outcome) {
    SimulatedRequests.Case first = requests.cases().get(0);
    long most = method.estimate(requests.context(first), first.candidates()).calls();
    return String.format(
        Locale.ROOT,
        " %.1f (%d) | %.0f | %.0f |",
        outcome.calls(),
        most,
        outcome.in(),
        outcome.out());
  }
}
