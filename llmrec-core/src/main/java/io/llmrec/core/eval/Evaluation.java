package io.llmrec.core.eval;

import io.llmrec.core.Progress;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.compute.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Asks a system about every case and measures its lists.
 *
 * <p>Immutable. The same cases and a system that gives the same lists give the same report,
 * whatever the number of threads. Nothing is forgiven and nothing hidden:
 *
 * <ul>
 *   <li>A case without a relevant item is asked, counted, and has no value for the ranking metrics.
 *   <li>An empty list scores 0 and is counted.
 *   <li>An id that the catalog does not have, or that the list repeats, keeps its place on the list
 *       and is counted.
 *   <li>A candidate that got NaN or no score is ranked last and counted.
 *   <li>A list that is too long is cut.
 *   <li>A system that throws ends the evaluation with an exception that names the case.
 * </ul>
 */
public final class Evaluation {

  private static final int DEFAULT_THREADS = 2;

  private final List<EvalCase> cases;
  private final List<Metric> metrics;
  private final int threads;
  private final Progress progress;
  private final @Nullable Catalog catalog;

  private Evaluation(
      List<EvalCase> cases,
      List<Metric> metrics,
      int threads,
      Progress progress,
      @Nullable Catalog catalog) {
    this.cases = cases;
    this.metrics = metrics;
    this.threads = threads;
    this.progress = progress;
    this.catalog = catalog;
  }

  /**
   * An evaluation on {@value #DEFAULT_THREADS} threads that tells nobody how far it is and takes
   * every id for known.
   *
   * @param metrics at least one, of different names; the longest k is asked for
   */
  public static Evaluation of(List<EvalCase> cases, List<Metric> metrics) {
    Set<String> names = new HashSet<>();
    for (Metric metric : metrics) {
      if (!names.add(metric.name())) {
        throw new IllegalArgumentException(
            "metrics must have different names, '%s' is there twice".formatted(metric.name()));
      }
    }
    Checks.atLeast("the number of metrics", metrics.size(), 1);
    return new Evaluation(
        List.copyOf(cases), List.copyOf(metrics), DEFAULT_THREADS, Progress.none(), null);
  }

  /** This evaluation on another number of threads, at least 1. */
  public Evaluation withThreads(int count) {
    Checks.atLeast("threads", count, 1);
    return new Evaluation(cases, metrics, count, progress, catalog);
  }

  /** This evaluation with someone who hears how far it is, one case at a time. */
  public Evaluation withProgress(Progress listener) {
    return new Evaluation(cases, metrics, threads, listener, catalog);
  }

  /** This evaluation with a count of the ids that are not in a catalog. */
  public Evaluation withCatalog(Catalog known) {
    return new Evaluation(cases, metrics, threads, progress, known);
  }

  /**
   * Measures a system that finds its items itself.
   *
   * @throws IllegalStateException when the system throws, naming the case
   */
  public EvalReport run(Recommend system) {
    return run(system, new AtomicLong());
  }

  /**
   * Measures a system that scores given candidates: sorted by falling score, equal scores in the
   * random order of the candidates, NaN last.
   *
   * @throws IllegalStateException when the system throws or does not score each candidate, naming
   *     the case
   */
  public EvalReport run(CandidateScorer system, SampledCandidates candidates) {
    AtomicLong badScores = new AtomicLong();
    return run(
        (asked, k) -> {
          List<String> given = candidates.of(asked);
          double[] scores = system.score(asked, given);
          Checks.sameLength("candidates", given.size(), "scores", scores.length);
          return sorted(given, scores, badScores);
        },
        badScores);
  }

  private static List<String> sorted(List<String> ids, double[] scores, AtomicLong badScores) {
    badScores.addAndGet(Arrays.stream(scores).filter(Double::isNaN).count());
    // Sorting is stable, and NaN is told apart because it would sort first here.
    Comparator<Integer> nanLast = Comparator.comparing(i -> Double.isNaN(scores[i]));
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(nanLast.thenComparing(i -> scores[i], Comparator.reverseOrder()))
        .map(ids::get)
        .toList();
  }

  private EvalReport run(Recommend system, AtomicLong badScores) {
    int k = metrics.stream().mapToInt(Metric::k).max().orElse(1);
    List<List<String>> lists = new ArrayList<>(Collections.nCopies(cases.size(), List.of()));
    double[][] values = new double[metrics.size()][cases.size()];
    CaseProgress done = new CaseProgress(cases.size(), progress);
    Workers.run(
        cases.size(),
        threads,
        i -> {
          List<String> list = ask(system, cases.get(i), k);
          lists.set(i, list);
          for (int m = 0; m < values.length; m++) {
            Metric metric = metrics.get(m);
            values[m][i] = metric.measure().of(list, cases.get(i), metric.k());
          }
          done.oneMore();
        });
    Map<String, double[]> byName = new LinkedHashMap<>();
    for (int m = 0; m < values.length; m++) {
      byName.put(metrics.get(m).name(), values[m]);
    }
    return new EvalReport(cases, lists, byName, ListFlaws.of(lists, catalog, badScores.get()));
  }

  private static List<String> ask(Recommend system, EvalCase asked, int k) {
    try {
      List<String> list = system.recommend(asked, k);
      return List.copyOf(list.subList(0, Math.min(k, list.size())));
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "the system failed on case '%s': %s".formatted(asked.id(), e.getMessage()), e);
    }
  }

  /** Counts the cases that are done; tells one thread at a time. */
  private static final class CaseProgress {
    private final int total;
    private final Progress listener;
    private final long start = System.nanoTime();
    private int done;

    private CaseProgress(int total, Progress listener) {
      this.total = total;
      this.listener = listener;
    }

    private synchronized void oneMore() {
      done++;
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      listener.update(new Progress.Update("evaluate", done, total, 0, elapsed));
    }
  }
}
