package io.llmrec.core.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What an {@link Evaluation} measured: a value per case and metric, the lists themselves, and what
 * was wrong with them. Immutable.
 */
public final class EvalReport {

  private final List<EvalCase> cases;
  private final List<List<String>> lists;
  private final Map<String, double[]> values;
  private final ListFlaws flaws;

  EvalReport(
      List<EvalCase> cases,
      List<List<String>> lists,
      Map<String, double[]> values,
      ListFlaws flaws) {
    this.cases = cases;
    this.lists = List.copyOf(lists);
    this.values = values;
    this.flaws = flaws;
  }

  /** The cases that were asked, in their order. */
  public List<EvalCase> cases() {
    return cases;
  }

  /** The list of each case, best first, in the order of the cases. */
  public List<List<String>> lists() {
    return lists;
  }

  /** The names of the metrics, in the order given. */
  public Set<String> metrics() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** What was wrong with the lists. */
  public ListFlaws flaws() {
    return flaws;
  }

  /** How many cases have no relevant item, and so no value of a ranking metric. */
  public int withoutRelevant() {
    return (int) cases.stream().filter(one -> one.relevant().isEmpty()).count();
  }

  /**
   * The value of each case, in the order of the cases, NaN where it is undefined.
   *
   * @throws IllegalArgumentException when the metric was not measured
   */
  public double[] perCase(String metric) {
    return of(metric).clone();
  }

  /** The mean over the cases that have a value; NaN where none has. */
  public double mean(String metric) {
    return Arrays.stream(of(metric)).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
  }

  /**
   * The mean with its bootstrap interval over the cases that have a value, at least one; see {@link
   * Bootstrap#mean}.
   */
  public Interval interval(String metric, int rounds, long seed) {
    double[] defined = Arrays.stream(of(metric)).filter(v -> !Double.isNaN(v)).toArray();
    return Bootstrap.mean(defined, rounds, seed);
  }

  /**
   * Compares this system with another on the cases where both have a value, at least two; see
   * {@link Bootstrap#paired}.
   *
   * @throws IllegalArgumentException when the other was measured on other cases
   */
  public Paired compare(EvalReport other, String metric, int rounds, long seed) {
    if (!cases.equals(other.cases)) {
      throw new IllegalArgumentException(
          "systems must be compared on the same cases, were %d and %d different ones"
              .formatted(cases.size(), other.cases.size()));
    }
    double[] own = of(metric);
    double[] others = other.of(metric);
    int[] defined =
        IntStream.range(0, own.length)
            .filter(i -> !Double.isNaN(own[i]) && !Double.isNaN(others[i]))
            .toArray();
    return Bootstrap.paired(
        Arrays.stream(defined).mapToDouble(i -> own[i]).toArray(),
        Arrays.stream(defined).mapToDouble(i -> others[i]).toArray(),
        rounds,
        seed);
  }

  private double[] of(String metric) {
    double[] found = values.get(metric);
    if (found == null) {
      throw new IllegalArgumentException(
          "metric must be one of %s, was '%s'".formatted(values.keySet(), metric));
    }
    return found;
  }

  /** One line with the counts, then one per metric with its mean. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d cases, %d without a relevant item, %s"
            .formatted(cases.size(), withoutRelevant(), flaws));
    values
        .keySet()
        .forEach(name -> lines.add(String.format(Locale.ROOT, "%s %.4f", name, mean(name))));
    return String.join("\n", lines);
  }
}
