package io.llmrec.examples.experiment;

import io.llmrec.core.eval.Metric;
import io.llmrec.core.eval.Split;
import io.llmrec.core.file.DurableFiles;
import io.llmrec.examples.experiment.CellRunner.Answers;
import io.llmrec.examples.experiment.Measured.Part;
import io.llmrec.examples.experiment.TestedSystem.Setting;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Runs an experiment: see {@link Experiment#run}. */
final class ExperimentRun {

  private final Experiment experiment;
  private final Path folder;
  private final PrintStream out;

  ExperimentRun(Experiment experiment, Path folder, PrintStream out) {
    this.experiment = experiment;
    this.folder = folder;
    this.out = out;
  }

  ExperimentResult run() {
    DeclarationChecks.check(experiment);
    Environment environment = Environment.now();
    Measured measured = measured();
    RunLog log = new RunLog(out, cells(), System::nanoTime);
    log.say("experiment " + experiment.name() + ": " + Texts.sizes(measured));
    CellRunner runner = runner(measured, log);
    List<SystemResult> results = new ArrayList<>();
    for (TestedSystem system : experiment.systems()) {
      DeclarationChecks.check(system, measured);
      results.add(result(system, runner));
    }
    ExperimentResult result =
        new ExperimentResult(experiment, measured, results, environment.ended(cells(), log.kept()));
    write(result);
    return result;
  }

  private Measured measured() {
    DataSet data = experiment.data();
    Split all = experiment.split().value().apply(data.interactions());
    Split asked =
        new Split(
            all.train(),
            experiment.cases().value().apply(all.validation()),
            experiment.cases().value().apply(all.test()));
    Measured measured = new Measured(data, asked);
    DeclarationChecks.check(measured);
    return measured;
  }

  private int cells() {
    return experiment.systems().stream().mapToInt(TestedSystem::cells).sum();
  }

  private CellRunner runner(Measured measured, RunLog log) {
    return new CellRunner(
        measured,
        experiment.candidates(),
        new CellStore(folder.resolve("cells")),
        new CellRunner.Options(allMetrics(), depth(), experiment.threads(), log));
  }

  /** The metrics of the tables and those of the curve, each once. */
  private List<Metric> allMetrics() {
    Map<String, Metric> byName = new LinkedHashMap<>();
    Stream.concat(
            experiment.metrics().stream(),
            experiment.curve().map(Curve::metrics).orElse(List.of()).stream())
        .forEach(metric -> byName.putIfAbsent(metric.name(), metric));
    return List.copyOf(byName.values());
  }

  private int depth() {
    return IntStream.concat(
            allMetrics().stream().mapToInt(Metric::k),
            experiment.aggregates().stream().mapToInt(Aggregate::k))
        .max()
        .orElse(1);
  }

  private SystemResult result(TestedSystem system, CellRunner runner) {
    Optional<Tuning> tuning =
        system.tuned() ? Optional.of(tuning(system, runner)) : Optional.empty();
    Setting setting =
        system.grid().stream()
            .filter(one -> tuning.isEmpty() || one.words().equals(tuning.get().chosen()))
            .findFirst()
            .orElseThrow();
    List<Answers> perSeed = new ArrayList<>();
    for (long seed : system.seeds()) {
      perSeed.add(runner.answers(system, setting, seed, Part.TEST));
    }
    return new SystemResult(system, setting.words(), tuning, perSeed);
  }

  private Tuning tuning(TestedSystem system, CellRunner runner) {
    String metric = experiment.primary();
    Map<String, Double> means = new LinkedHashMap<>();
    for (Setting setting : system.grid()) {
      Answers answers = runner.answers(system, setting, system.seeds()[0], Part.VALIDATION);
      means.put(setting.words(), answers.report().mean(metric));
    }
    return Tuning.of(metric, means);
  }

  private void write(ExperimentResult result) {
    DurableFiles.write(folder.resolve("report.html"), result.html());
    DurableFiles.write(folder.resolve("report.md"), result.markdown());
    out.println();
    out.print(result.tables());
    out.println("report: " + folder.resolve("report.html"));
  }
}
