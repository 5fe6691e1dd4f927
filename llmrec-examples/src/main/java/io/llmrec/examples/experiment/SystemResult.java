package io.llmrec.examples.experiment;

import io.llmrec.core.eval.Bootstrap;
import io.llmrec.core.eval.EvalReport;
import io.llmrec.core.eval.Interval;
import io.llmrec.core.eval.Seeds;
import io.llmrec.examples.experiment.CellRunner.Answers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What one system reached on the test cases. Immutable.
 *
 * <p>Of a system trained from several seeds the value of a case is the mean over its seeds.
 */
public final class SystemResult {

  private final TestedSystem system;
  private final String setting;
  private final Optional<Tuning> tuning;
  private final List<Answers> seeds;

  SystemResult(
      TestedSystem system, String setting, Optional<Tuning> tuning, List<Answers> perSeed) {
    this.system = system;
    this.setting = setting;
    this.tuning = tuning;
    this.seeds = List.copyOf(perSeed);
  }

  /** The name it was declared by. */
  public String name() {
    return system.name();
  }

  /** The setting it was tested with: the chosen one where there was a choice. */
  public String setting() {
    return setting;
  }

  Optional<Tuning> tuning() {
    return tuning;
  }

  /** The report of each seed, in the order of the seeds. */
  public List<EvalReport> seeds() {
    return seeds.stream().map(Answers::report).toList();
  }

  /** The value of each case, in the order of the cases, NaN where it is undefined. */
  public double[] perCase(String metric) {
    double[][] all =
        seeds.stream().map(one -> one.report().perCase(metric)).toArray(double[][]::new);
    double[] means = new double[all[0].length];
    for (int i = 0; i < means.length; i++) {
      for (double[] one : all) {
        means[i] += one[i] / all.length;
      }
    }
    return means;
  }

  /** The mean over the cases that have a value; NaN where none has. */
  public double mean(String metric) {
    return Arrays.stream(defined(metric)).average().orElse(Double.NaN);
  }

  /** The mean with its 95 % interval over users; empty where no case has a value. */
  public Optional<Interval> interval(String metric) {
    double[] defined = defined(metric);
    return defined.length == 0
        ? Optional.empty()
        : Optional.of(Bootstrap.mean(defined, Comparison.ROUNDS, Comparison.SEED));
  }

  /** How far the means of the seeds lie apart; empty of one seed or where undefined. */
  public Optional<Double> deviation(String metric) {
    return deviation(seeds.stream().mapToDouble(one -> one.report().mean(metric)).toArray());
  }

  /** An aggregate of each seed. */
  double[] aggregate(Aggregate aggregate, Measured measured) {
    return seeds.stream().mapToDouble(one -> aggregate.of(one.cell().lists(), measured)).toArray();
  }

  /** The standard deviation over seeds; empty of one seed or where undefined. */
  static Optional<Double> deviation(double[] perSeed) {
    boolean defined = perSeed.length > 1 && Arrays.stream(perSeed).allMatch(Double::isFinite);
    return defined ? Optional.of(Seeds.deviation(perSeed)) : Optional.empty();
  }

  private double[] defined(String metric) {
    return Arrays.stream(perCase(metric)).filter(v -> !Double.isNaN(v)).toArray();
  }

  double trainSeconds() {
    return seeds.stream().mapToDouble(one -> one.cell().trainSeconds()).average().orElse(0);
  }

  double askSeconds() {
    return seeds.stream().mapToDouble(one -> one.cell().askSeconds()).average().orElse(0);
  }

  long badScores() {
    return seeds.stream().mapToLong(one -> one.cell().badScores()).sum();
  }
}
