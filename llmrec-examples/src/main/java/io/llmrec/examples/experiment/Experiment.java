package io.llmrec.examples.experiment;

import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.eval.Metric;
import io.llmrec.core.eval.Split;
import io.llmrec.core.user.Interaction;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * A declared comparison of systems: data, split, metrics and systems go in, a report comes out.
 *
 * <p>What a system answered is kept in the folder, a cell per system, setting, seed and part of the
 * split. A further run makes only the cells that something they depend on has changed of, and a run
 * that was killed goes on where it was. Settings are chosen on the validation cases alone; trainers
 * never see a test case.
 *
 * <pre>{@code
 * Experiment.named("shop")
 *     .data(data)
 *     .split("leave-last-out", Splits::leaveLastOut)
 *     .metrics(Metric.ndcg(10), Metric.recall(10))
 *     .system(TestedSystem.of("Pop", "", popular))
 *     .system(TestedSystem.tuned("EASE", List.of(100, 500), lambda -> ease(lambda)))
 *     .run(folder, out);
 * }</pre>
 *
 * <p>Not safe for use by several threads.
 */
public final class Experiment {

  private final String name;
  private String title;
  private final List<String> about = new ArrayList<>();
  private Optional<DataSet> data = Optional.empty();
  private Optional<Named<Function<List<Interaction>, Split>>> split = Optional.empty();
  private Named<UnaryOperator<List<EvalCase>>> cases = new Named<>("all", all -> all);
  private Optional<Candidates> candidates = Optional.empty();
  private List<Metric> metrics = List.of();
  private List<Aggregate> aggregates = List.of();
  private Optional<Curve> curve = Optional.empty();
  private final List<TestedSystem> systems = new ArrayList<>();
  private final List<Reference> references = new ArrayList<>();
  private String baseline = "";
  private String primary = "";
  private Numbers numbers = Numbers.plain(4);
  private int threads = 2;

  /** Something done, and what it is in words. */
  record Named<T>(String words, T value) {}

  private Experiment(String name) {
    this.name = name;
    this.title = name;
  }

  /**
   * An experiment without anything in it.
   *
   * @param name letters, digits, dots and hyphens
   */
  public static Experiment named(String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9.-]*")) {
      throw new IllegalArgumentException(
          "name must be letters, digits, dots and hyphens, was '" + name + "'");
    }
    return new Experiment(name);
  }

  /** The heading of the report, and paragraphs that say what it is about. */
  public Experiment about(String heading, String... paragraphs) {
    title = heading;
    about.addAll(List.of(paragraphs));
    return this;
  }

  /** What it is made on; required. */
  public Experiment data(DataSet set) {
    data = Optional.of(set);
    return this;
  }

  /** How the interactions are parted; required. */
  public Experiment split(String words, Function<List<Interaction>, Split> parting) {
    split = Optional.of(new Named<>(words, parting));
    return this;
  }

  /** Which of the validation and which of the test cases are asked; all by default. */
  public Experiment cases(String words, UnaryOperator<List<EvalCase>> chosen) {
    cases = new Named<>(words, chosen);
    return this;
  }

  /** What systems that score are given; by default all items that the user has not had. */
  public Experiment candidates(Candidates given) {
    candidates = Optional.of(given);
    return this;
  }

  /** What is measured of each case, at least one. */
  public Experiment metrics(Metric... measured) {
    metrics = List.of(measured);
    return this;
  }

  /** The metric that chooses settings and is drawn; the first by default. */
  public Experiment primary(String metric) {
    primary = metric;
    return this;
  }

  /** What is measured of all lists together. */
  public Experiment aggregates(Aggregate... measured) {
    aggregates = List.of(measured);
    return this;
  }

  /** A metric that is drawn over the length of the list. */
  public Experiment curve(String axis, IntFunction<Metric> metric, int... ks) {
    curve = Optional.of(Curve.of(axis, metric, ks));
    return this;
  }

  /** Adds a system. */
  public Experiment system(TestedSystem system) {
    systems.add(system);
    return this;
  }

  /** Adds a system with fixed settings and a single seed. */
  public Experiment system(String system, String settings, Trainer trainer) {
    return system(TestedSystem.of(system, settings, trainer));
  }

  /** Adds a row of values that were not measured here. */
  public Experiment reference(Reference reference) {
    references.add(reference);
    return this;
  }

  /** The system that the others are compared with; the first by default. */
  public Experiment baseline(String system) {
    baseline = system;
    return this;
  }

  /** Shows metrics times 100, as papers often do. */
  public Experiment inHundredths() {
    numbers = Numbers.hundredfold();
    return this;
  }

  /** How many threads ask, 2 by default. */
  public Experiment threads(int count) {
    threads = count;
    return this;
  }

  /**
   * Makes the cells that are missing and writes {@code report.html} and {@code report.md}.
   *
   * @param folder is made where it is missing; cells are kept in it
   * @param out hears how far it is, and gets the result tables
   * @throws IllegalArgumentException when the declaration lacks or misnames something
   */
  public ExperimentResult run(Path folder, PrintStream out) {
    return new ExperimentRun(this, folder, out).run();
  }

  String name() {
    return name;
  }

  String title() {
    return title;
  }

  List<String> about() {
    return about;
  }

  DataSet data() {
    return required(data, "data");
  }

  Named<Function<List<Interaction>, Split>> split() {
    return required(split, "split");
  }

  Named<UnaryOperator<List<EvalCase>>> cases() {
    return cases;
  }

  Candidates candidates() {
    return candidates.orElseGet(
        () ->
            Candidates.unseen(
                "all items of the catalog that the user has not had",
                data().catalog().stream().map(item -> item.id()).toList()));
  }

  List<Metric> metrics() {
    return metrics;
  }

  List<Aggregate> aggregates() {
    return aggregates;
  }

  Optional<Curve> curve() {
    return curve;
  }

  List<TestedSystem> systems() {
    return systems;
  }

  List<Reference> references() {
    return references;
  }

  String baseline() {
    return baseline.isEmpty() ? systems.get(0).name() : baseline;
  }

  String primary() {
    return primary.isEmpty() ? metrics.get(0).name() : primary;
  }

  Numbers numbers() {
    return numbers;
  }

  int threads() {
    return threads;
  }

  private <T> T required(Optional<T> field, String what) {
    return field.orElseThrow(
        () -> new IllegalArgumentException("experiment '%s' has no %s".formatted(name, what)));
  }
}
