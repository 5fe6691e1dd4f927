package io.llmrec.examples.experiment;

import java.util.List;
import java.util.Optional;

/** What an experiment found, and its report. Immutable. */
public final class ExperimentResult {

  private final Experiment experiment;
  private final Measured measured;
  private final List<SystemResult> systems;
  private final List<Comparison> comparisons;
  private final Environment environment;

  ExperimentResult(
      Experiment experiment,
      Measured measured,
      List<SystemResult> systems,
      Environment environment) {
    this.experiment = experiment;
    this.measured = measured;
    this.systems = List.copyOf(systems);
    this.environment = environment;
    this.comparisons =
        Comparison.all(
            this.systems,
            system(experiment.baseline()),
            experiment.metrics().stream().map(metric -> metric.name()).toList());
  }

  /** The systems in the order in which they were declared. */
  public List<SystemResult> systems() {
    return systems;
  }

  /**
   * The system of this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public SystemResult system(String name) {
    return systems.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "system must be one of %s, was '%s'"
                        .formatted(systems.stream().map(SystemResult::name).toList(), name)));
  }

  /** Every other system against the baseline, by each metric. */
  public List<Comparison> comparisons() {
    return comparisons;
  }

  /** The system with the highest mean of the first metric; empty where all are undefined. */
  public Optional<SystemResult> best() {
    String metric = experiment.primary();
    return systems.stream()
        .filter(one -> !Double.isNaN(one.mean(metric)))
        .reduce((a, b) -> b.mean(metric) > a.mean(metric) ? b : a);
  }

  /** The report as one page that needs nothing from outside. */
  public String html() {
    return HtmlWriter.write(new ReportPage(this).page());
  }

  /** The report without its charts, as Markdown. */
  public String markdown() {
    return MarkdownWriter.write(new ReportPage(this).page());
  }

  /** The result tables alone, as Markdown. */
  public String tables() {
    return MarkdownWriter.write(new ReportPage(this).results());
  }

  Experiment experiment() {
    return experiment;
  }

  Measured measured() {
    return measured;
  }

  Environment environment() {
    return environment;
  }
}
