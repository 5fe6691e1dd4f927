package io.llmrec.examples.experiment;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.eval.Interval;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.rank.aggregate.Aggregation;
import io.llmrec.rank.bias.PopularityCorrection;
import io.llmrec.rank.bias.PopularityReport;
import io.llmrec.rank.bias.RankingRun;
import io.llmrec.rank.bias.SlotCorrection;
import io.llmrec.rank.bias.SlotReport;
import io.llmrec.rank.llm.LlmReRanker;
import io.llmrec.rank.simulation.SimulatedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * What biases of a simulated model take, and what balanced rounds, a learnt slot correction and a
 * popularity correction give back. Prints Markdown.
 *
 * <p>Recovered = (corrected - biased) / (unbiased - biased), of NDCG@10 over the same requests;
 * unbiased is the same model without the bias in as many balanced rounds, biased the same number of
 * passes over the incoming order with fresh noise, so that both have the same information and no
 * gain comes from averaging noise. Intervals are 95 %, from drawing the requests anew.
 *
 * <p>Usage: {@code RankingBias [requests]}, 200 by default.
 */
public final class RankingBias {

  private static final int RESAMPLES = 2_000;
  private static final double NOISE = 0.5;

  private final SimulatedRequests test;
  private final SimulatedRequests training;
  private final Map<String, DoubleUnaryOperator> slotEffects = new LinkedHashMap<>();

  private RankingBias(int count) {
    test = new SimulatedRequests(count, 1);
    training = new SimulatedRequests(count, 2);
    slotEffects.put("rising by 1.5", slot -> 1.5 * slot);
    slotEffects.put("falling by 1.5", slot -> -1.5 * slot);
    slotEffects.put("lost in the middle, 1.5 deep", slot -> 6 * (slot - 0.5) * (slot - 0.5));
  }

  /** Prints the tables. */
  public static void main(String[] args) {
    RankingBias experiment = new RankingBias(args.length > 0 ? Integer.parseInt(args[0]) : 200);
    experiment.printRounds();
    experiment.printSlots();
    experiment.printPopularity();
  }

  private static SimulatedModel.Builder model(SimulatedRequests requests, long seed) {
    return SimulatedModel.builder(requests::relevance).noise(NOISE).seed(seed);
  }

  private static double[] ndcg(SimulatedRequests requests, ReRanker reRanker) {
    return requests.cases().stream()
        .mapToDouble(
            each ->
                SimulatedRequests.ndcg(
                    each, reRanker.rerank(requests.context(each), each.candidates())))
        .toArray();
  }

  /** Passes over the same order, with independent noise, joined. */
  private ReRanker repeated(DoubleUnaryOperator effect, int rounds, Aggregation aggregation) {
    List<LlmReRanker> passes = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      passes.add(LlmReRanker.listwise(model(test, 100 + round).slotEffect(effect).build()));
    }
    return (context, candidates) -> {
      List<int[]> rankings = new ArrayList<>();
      for (LlmReRanker pass : passes) {
        List<Candidate> order = pass.rerank(context, candidates);
        rankings.add(order.stream().mapToInt(candidates::indexOf).toArray());
      }
      return Arrays.stream(aggregation.order(candidates.size(), rankings))
          .mapToObj(candidates::get)
          .toList();
    };
  }

  private void printRounds() {
    System.out.println(
        "| slot effect | rounds | joined by | biased | balanced rounds | unbiased | recovered |");
    System.out.println("|---|---|---|---|---|---|---|");
    Map<String, Aggregation> joins = new LinkedHashMap<>();
    joins.put("Borda", Aggregation.borda());
    joins.put("RRF", Aggregation.reciprocalRank());
    joins.put("Kemeny", Aggregation.kemeny());
    slotEffects.forEach(
        (name, effect) -> {
          for (int rounds : new int[] {2, 4, 5, 10, 20}) {
            joins.forEach((how, join) -> printRounds(name, effect, rounds, how, join));
          }
        });
    System.out.println();
  }

  private void printRounds(
      String name, DoubleUnaryOperator effect, int rounds, String how, Aggregation join) {
    double[] biased = ndcg(test, repeated(effect, rounds, join));
    SimulatedModel bent = model(test, 7).slotEffect(effect).build();
    double[] balanced = ndcg(test, LlmReRanker.listwise(bent).rounds(rounds, join));
    SimulatedModel straight = model(test, 8).build();
    double[] unbiased = ndcg(test, LlmReRanker.listwise(straight).rounds(rounds, join));
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %s | %.3f | %.3f | %.3f | %s |%n",
        name,
        rounds,
        how,
        mean(biased),
        mean(balanced),
        mean(unbiased),
        percent(recovered(biased, balanced, unbiased)));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static String percent(Interval share) {
    return String.format(
        Locale.ROOT,
        "%.0f %% [%.0f, %.0f]",
        100 * share.mean(),
        100 * share.low(),
        100 * share.high());
  }

  private static Interval recovered(double[] biased, double[] corrected, double[] unbiased) {
    double[] shares = new double[RESAMPLES];
    for (int round = 0; round < RESAMPLES; round++) {
      Draws draws = Draws.ofRound(1, round);
      double gained = 0;
      double lost = 0;
      for (int i = 0; i < biased.length; i++) {
        int drawn = draws.below(biased.length);
        gained += corrected[drawn] - biased[drawn];
        lost += unbiased[drawn] - biased[drawn];
      }
      shares[round] = gained / lost;
    }
    Arrays.sort(shares);
    double seen = (mean(corrected) - mean(biased)) / (mean(unbiased) - mean(biased));
    return new Interval(
        seen, shares[(int) (0.025 * RESAMPLES)], shares[(int) (0.975 * RESAMPLES) - 1]);
  }

  private static List<RankingRun> log(SimulatedRequests requests, SimulatedModel model) {
    List<RankingRun> log = new ArrayList<>();
    LlmReRanker logged =
        LlmReRanker.listwise(model)
            .loggedTo(log::add)
            .rounds(4, Aggregation.borda())
            .concurrency(1);
    requests.cases().forEach(each -> logged.rerank(requests.context(each), each.candidates()));
    return log;
  }

  private void printSlots() {
    System.out.println(
        "| slot effect | F | p | largest less smallest effect on the score | one pass, biased | one"
            + " pass, corrected | unbiased | recovered |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    Map<String, DoubleUnaryOperator> effects = new LinkedHashMap<>(slotEffects);
    effects.put("none", slot -> 0);
    SlotReport shown = null;
    for (Map.Entry<String, DoubleUnaryOperator> effect : effects.entrySet()) {
      SimulatedModel teacher = model(training, 9).slotEffect(effect.getValue()).build();
      SlotReport report = SlotReport.of(log(training, teacher), 1);
      shown = shown == null ? report : shown;
      SimulatedModel bent = model(test, 7).slotEffect(effect.getValue()).build();
      double[] biased = ndcg(test, LlmReRanker.listwise(bent));
      double[] corrected =
          ndcg(test, LlmReRanker.listwise(bent).slotCorrected(SlotCorrection.of(report)));
      double[] unbiased = ndcg(test, LlmReRanker.listwise(model(test, 8).build()));
      System.out.printf(
          Locale.ROOT,
          "| %s | %.2f | %.3f | %.3f | %.3f | %.3f | %.3f | %s |%n",
          effect.getKey(),
          report.f(),
          report.p(),
          report.span(),
          mean(biased),
          mean(corrected),
          mean(unbiased),
          report.biased() ? percent(recovered(biased, corrected, unbiased)) : "nothing to recover");
    }
    System.out.println();
    if (shown != null) {
      System.out.println(shown.toMarkdown());
    }
  }

  /** The candidate of the highest relevance is the one that was chosen. */
  private static Map<String, List<String>> chosen(SimulatedRequests requests) {
    Map<String, List<String>> chosen = new HashMap<>();
    for (SimulatedRequests.Case each : requests.cases()) {
      Candidate best = each.candidates().get(0);
      for (Candidate candidate : each.candidates()) {
        double worth = requests.relevance(candidate.item().title());
        best = worth > requests.relevance(best.item().title()) ? candidate : best;
      }
      chosen.put(each.id(), List.of(best.id()));
    }
    return chosen;
  }

  private void printPopularity() {
    System.out.println(
        "| popularity counts | slope | top 3 less chosen | after correction | strength | NDCG@10"
            + " before | after | recovered |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    for (double weight : new double[] {1, -1, 0}) {
      SimulatedModel teacher = popular(training, weight);
      PopularityCorrection learnt =
          PopularityCorrection.fit(
              log(training, teacher),
              id -> training.popularity("Item " + id),
              chosen(training),
              3,
              1);
      PopularityCorrection correction =
          PopularityCorrection.of(id -> test.popularity("Item " + id), learnt.strength());
      LlmReRanker plain = LlmReRanker.listwise(popular(test, weight));
      LlmReRanker corrected = plain.popularityCorrected(correction);
      double[] before = ndcg(test, plain);
      double[] after = ndcg(test, corrected);
      double[] unbiased = ndcg(test, LlmReRanker.listwise(model(test, 8).build()));
      PopularityReport report = popularity(plain);
      System.out.printf(
          Locale.ROOT,
          "| %+.0f | %s | %s | %s | %.3f | %.3f | %.3f | %s |%n",
          weight,
          report.slope(),
          report.excess(),
          popularity(corrected).excess(),
          learnt.strength(),
          mean(before),
          mean(after),
          learnt.strength() == 0
              ? "nothing to recover"
              : percent(recovered(before, after, unbiased)));
    }
  }

  private static SimulatedModel popular(SimulatedRequests requests, double weight) {
    return model(requests, 7).popularity(title -> weight * requests.popularity(title)).build();
  }

  private PopularityReport popularity(ReRanker reRanker) {
    List<RankingRun> runs = new ArrayList<>();
    for (SimulatedRequests.Case each : test.cases()) {
      List<Candidate> order = reRanker.rerank(test.context(each), each.candidates());
      runs.add(
          new RankingRun(
              each.id(),
              each.candidates().stream().map(Candidate::id).toList(),
              order.stream().map(Candidate::id).toList()));
    }
    return PopularityReport.of(runs, id -> test.popularity("Item " + id), chosen(test), 3, 1);
  }
}
