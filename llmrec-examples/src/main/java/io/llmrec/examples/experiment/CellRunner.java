package io.llmrec.examples.experiment;

import io.llmrec.core.Progress;
import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.eval.EvalReport;
import io.llmrec.core.eval.Evaluation;
import io.llmrec.core.eval.Metric;
import io.llmrec.core.eval.Recommend;
import io.llmrec.examples.experiment.Measured.Part;
import io.llmrec.examples.experiment.TestedSystem.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds a cell or makes it: trains, asks every case, and keeps the lists. */
final class CellRunner {

  private final Measured measured;
  private final Candidates candidates;
  private final CellKeys keys;
  private final CellStore store;
  private final Options options;

  /**
   * How cells are made.
   *
   * @param metrics all whose values are wanted
   * @param depth how long the lists must be
   * @param threads that ask
   * @param log hears what is done
   */
  record Options(List<Metric> metrics, int depth, int threads, RunLog log) {}

  CellRunner(Measured measured, Candidates candidates, CellStore store, Options options) {
    this.measured = measured;
    this.candidates = candidates;
    this.keys = new CellKeys(measured, candidates.fingerprint(), options.depth());
    this.store = store;
    this.options = options;
  }

  /** The lists of a system and what the metrics say of them. */
  Answers answers(TestedSystem system, Setting setting, long seed, Part part) {
    Cell cell = cell(system, setting, seed, part);
    List<EvalCase> cases = measured.cases(part);
    return new Answers(cell, report(cases, cell));
  }

  /** A cell and what the metrics say of its lists. */
  record Answers(Cell cell, EvalReport report) {}

  private Cell cell(TestedSystem system, Setting setting, long seed, Part part) {
    String what = what(system, setting, seed, part);
    String key = keys.of(system, setting.words(), seed, part);
    options.log().begin(what);
    Cell kept = store.find(key, measured.cases(part));
    if (kept != null) {
      options.log().reused();
      return kept;
    }
    Cell made = made(setting.trainer(), seed, part, what);
    store.keep(key, what, measured.cases(part), made);
    options.log().made(made);
    return made;
  }

  private static String what(TestedSystem system, Setting setting, long seed, Part part) {
    return system.name()
        + (system.tuned() ? ", " + setting.words() : "")
        + (system.seeds().length > 1 && part == Part.TEST ? ", seed " + seed : "")
        + (part == Part.VALIDATION ? ", on validation" : "");
  }

  private Cell made(Trainer trainer, long seed, Part part, String what) {
    long start = System.nanoTime();
    Trained trained = trainer.train(measured.forTrainers(), seed);
    long learnt = System.nanoTime();
    Recommend recommend = recommend(trained);
    EvalReport lists =
        evaluation(measured.cases(part), List.of(depthOnly()), options.log().asking(what))
            .run(recommend);
    long end = System.nanoTime();
    long badScores = recommend instanceof ScoredRanking ranking ? ranking.badScores() : 0;
    return new Cell(lists.lists(), badScores, (learnt - start) * 1e-9, (end - learnt) * 1e-9);
  }

  private Recommend recommend(Trained trained) {
    if (trained instanceof Trained.Finder finder) {
      return finder.system();
    }
    return new ScoredRanking(((Trained.Scorer) trained).system(), candidates);
  }

  /** Asks for lists of the full depth and measures nothing. */
  private Metric depthOnly() {
    return new Metric("depth", options.depth(), (list, asked, k) -> Double.NaN);
  }

  private EvalReport report(List<EvalCase> cases, Cell cell) {
    Map<String, List<String>> byCase = new HashMap<>();
    for (int i = 0; i < cases.size(); i++) {
      byCase.put(cases.get(i).id(), cell.lists().get(i));
    }
    return evaluation(cases, options.metrics(), Progress.none())
        .run((asked, k) -> byCase.getOrDefault(asked.id(), List.of()));
  }

  private Evaluation evaluation(List<EvalCase> cases, List<Metric> metrics, Progress progress) {
    return Evaluation.of(cases, metrics)
        .withThreads(options.threads())
        .withCatalog(measured.data().catalog())
        .withProgress(progress);
  }
}
