package io.llmrec.examples.experiment;

import io.llmrec.core.eval.Bootstrap;
import io.llmrec.core.eval.Holm;
import io.llmrec.core.eval.Interval;
import io.llmrec.core.eval.Permutation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A system against the baseline on the same cases.
 *
 * @param system which
 * @param metric by which
 * @param difference mean of the system minus the baseline with its 95 % interval, empty where fewer
 *     than two cases have both values
 * @param p by random signs, NaN where undefined
 * @param adjusted p after Holm's correction over all comparisons made together, NaN where undefined
 */
public record Comparison(
    String system, String metric, Optional<Interval> difference, double p, double adjusted) {

  static final int ROUNDS = 2000;
  static final int SIGN_ROUNDS = 10_000;
  static final long SEED = 2026;

  /** Compares each system with the baseline by each metric, and corrects over all of it. */
  static List<Comparison> all(
      List<SystemResult> systems, SystemResult baseline, List<String> metrics) {
    List<Comparison> raw = new ArrayList<>();
    for (String metric : metrics) {
      for (SystemResult system : systems) {
        if (system != baseline) {
          raw.add(of(system, baseline, metric));
        }
      }
    }
    return adjusted(raw);
  }

  private static Comparison of(SystemResult system, SystemResult baseline, String metric) {
    double[] a = system.perCase(metric);
    double[] b = baseline.perCase(metric);
    int[] both =
        IntStream.range(0, a.length)
            .filter(i -> !Double.isNaN(a[i]) && !Double.isNaN(b[i]))
            .toArray();
    if (both.length < 2) {
      return new Comparison(system.name(), metric, Optional.empty(), Double.NaN, Double.NaN);
    }
    double[] own = Arrays.stream(both).mapToDouble(i -> a[i]).toArray();
    double[] other = Arrays.stream(both).mapToDouble(i -> b[i]).toArray();
    return new Comparison(
        system.name(),
        metric,
        Optional.of(Bootstrap.paired(own, other, ROUNDS, SEED).difference()),
        Permutation.signFlip(own, other, SIGN_ROUNDS, SEED),
        Double.NaN);
  }

  private static List<Comparison> adjusted(List<Comparison> raw) {
    double[] p =
        raw.stream().mapToDouble(Comparison::p).filter(one -> !Double.isNaN(one)).toArray();
    double[] corrected = Holm.adjust(p);
    List<Comparison> all = new ArrayList<>();
    int next = 0;
    for (Comparison one : raw) {
      double own = Double.isNaN(one.p()) ? Double.NaN : corrected[next++];
      all.add(new Comparison(one.system(), one.metric(), one.difference(), one.p(), own));
    }
    return all;
  }
}
