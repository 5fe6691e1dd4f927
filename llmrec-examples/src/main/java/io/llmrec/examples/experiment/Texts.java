package io.llmrec.examples.experiment;

import io.llmrec.core.eval.Interval;
import io.llmrec.core.eval.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a report says in words. */
final class Texts {

  private Texts() {}

  /** How large the parts are. */
  static String sizes(Measured measured) {
    return "%s items, %s interactions to learn from, %s validation and %s test cases"
        .formatted(
            Numbers.count(measured.data().catalog().size()),
            Numbers.count(measured.split().train().size()),
            Numbers.count(measured.split().validation().size()),
            Numbers.count(measured.split().test().size()));
  }

  /** The result in two sentences. */
  static String summary(ExperimentResult result) {
    String metric = result.experiment().primary();
    Optional<SystemResult> best = result.best();
    Optional<Interval> interval = best.flatMap(one -> one.interval(metric));
    if (best.isEmpty() || interval.isEmpty()) {
      return metric + " is undefined for every system: no case has a relevant item.";
    }
    return "%s is best by %s: %s (95 %% interval over users %s).%s"
        .formatted(
            best.get().name(),
            metric,
            result.experiment().numbers().value(interval.get().mean()),
            result.experiment().numbers().range(interval.get()),
            overBaseline(result, best.get(), metric));
  }

  private static String overBaseline(ExperimentResult result, SystemResult best, String metric) {
    Numbers numbers = result.experiment().numbers();
    return result.comparisons().stream()
        .filter(one -> one.metric().equals(metric) && one.system().equals(best.name()))
        .filter(one -> one.difference().isPresent())
        .map(
            one ->
                " Against %s that is %s (%s), p %s after Holm's correction."
                    .formatted(
                        result.experiment().baseline(),
                        one.difference().map(d -> numbers.signed(d.mean())).orElse(""),
                        one.difference().map(numbers::signedRange).orElse(""),
                        equalTo(Numbers.p(one.adjusted()))))
        .collect(Collectors.joining());
  }

  private static String equalTo(String p) {
    return p.startsWith("<") ? p : "= " + p;
  }

  static String meansCaption(ExperimentResult result) {
    boolean seeds = result.systems().stream().anyMatch(one -> one.seeds().size() > 1);
    return "Mean over the test cases, below it the 95 %% interval over users (bootstrap, %s rounds)"
            .formatted(Numbers.count(Comparison.ROUNDS))
        + (seeds ? " and the standard deviation between seeds" : "")
        + ". Cases without a relevant item have no value: "
        + Numbers.count(result.systems().get(0).seeds().get(0).withoutRelevant())
        + " of "
        + Numbers.count(result.measured().split().test().size())
        + ".";
  }

  static String differencesCaption(ExperimentResult result) {
    return ("System minus %s on the same users. p: random signs, %s rounds, two-sided; Holm's"
            + " correction over all %d comparisons of this table.")
        .formatted(
            result.experiment().baseline(),
            Numbers.count(Comparison.SIGN_ROUNDS),
            result.comparisons().size());
  }

  static String aggregatesCaption() {
    return "Coverage: share of the catalog that is on at least one list. Popularity: mean number of"
        + " users who had the items of a list in train. Times are those of the run that made the"
        + " cell, on a machine that may have done other work.";
  }

  static String barsCaption(String metric, Numbers numbers) {
    return "%s%s by system. Error bars: half the width of the 95 %% interval over users, up and down."
        .formatted(metric, numbers.scaled(1) == 1 ? "" : " times 100");
  }

  static String curveCaption(Curve curve, Numbers numbers) {
    return "%s%s over the length of the list."
        .formatted(curve.name(), numbers.scaled(1) == 1 ? "" : " times 100");
  }

  static String choices() {
    return "Chosen by the mean on the validation cases, from the first seed. A trainer sees train and"
        + " validation and never a test case; the model that is tested is trained on train alone.";
  }

  static String leaks(boolean clean) {
    return clean
        ? "What train knows of the answers was looked for and nothing was found."
        : "What train knows of the answers was looked for. Not every finding is a fault: a split that"
            + " is not by time lets other users' later behaviour into train, which helps all systems"
            + " alike and forbids claims about the future.";
  }

  /** The declaration, a line each. */
  static List<String> declaration(Experiment experiment) {
    List<String> lines = new ArrayList<>();
    lines.add("experiment  " + experiment.name());
    lines.add("data        " + experiment.data().name());
    lines.add("split       " + experiment.split().words());
    lines.add("cases       " + experiment.cases().words());
    lines.add("candidates  " + experiment.candidates());
    lines.add("metrics     " + names(experiment.metrics()));
    if (!experiment.aggregates().isEmpty()) {
      lines.add(
          "aggregates  "
              + experiment.aggregates().stream()
                  .map(Aggregate::name)
                  .collect(Collectors.joining(", ")));
    }
    experiment.curve().ifPresent(curve -> lines.add("curve       " + names(curve.metrics())));
    experiment.systems().forEach(system -> lines.add("system      " + system));
    lines.add("baseline    " + experiment.baseline());
    lines.add(
        "statistics  bootstrap %d rounds, random signs %d rounds, seed %d"
            .formatted(Comparison.ROUNDS, Comparison.SIGN_ROUNDS, Comparison.SEED));
    return lines;
  }

  private static String names(List<Metric> metrics) {
    return metrics.stream().map(Metric::name).collect(Collectors.joining(", "));
  }
}
