package io.llmrec.rank.fusion;

import java.util.List;

/** Finds the fusion of the highest likelihood. One search; not safe for several threads. */
final class FusionSearch {

  private static final double[] STARTS = {-2, 0, 2};
  private static final double FIRST_STEP = 1;
  private static final double LAST_STEP = 0.01;

  /** Log-odds and scales beyond this change nothing any more. */
  private static final double FARTHEST = 8;

  private final FusionOptions options;
  private final double[][] base;
  private final double[][] llm;
  private final boolean[][] relevant;
  private final double[] lengths;

  FusionSearch(List<FusionCase> cases, FusionOptions options) {
    this.options = options;
    int count = cases.size();
    base = new double[count][];
    llm = new double[count][];
    relevant = new boolean[count][];
    lengths = new double[count];
    for (int i = 0; i < count; i++) {
      List<FusionCase.Scored> candidates = cases.get(i).candidates();
      base[i] =
          ScoreFusion.standard(candidates.stream().mapToDouble(FusionCase.Scored::base).toArray());
      llm[i] =
          ScoreFusion.standard(candidates.stream().mapToDouble(FusionCase.Scored::llm).toArray());
      relevant[i] = new boolean[candidates.size()];
      for (int j = 0; j < relevant[i].length; j++) {
        relevant[i][j] = candidates.get(j).relevant();
      }
      lengths[i] = Math.log1p(cases.get(i).historyLength());
    }
  }

  /** The best of the searches from all starts. */
  ScoreFusion best() {
    double[] best = new double[0];
    double lowest = Double.POSITIVE_INFINITY;
    for (double start : STARTS) {
      double[] found = descend(new double[] {start, 0, 0});
      double loss = loss(found);
      if (loss < lowest) {
        lowest = loss;
        best = found;
      }
    }
    return fusion(best);
  }

  private ScoreFusion fusion(double[] at) {
    return new ScoreFusion(at[0], at[1], options.least(), 1);
  }

  private double[] descend(double[] start) {
    double[] at = start;
    double lowest = loss(at);
    for (double step = FIRST_STEP; step >= LAST_STEP; ) {
      boolean better = false;
      for (int i = 0; i < at.length; i++) {
        for (int sign = -1; sign <= 1; sign += 2) {
          double[] next = at.clone();
          next[i] += sign * step;
          double loss = allowed(next) ? loss(next) : Double.POSITIVE_INFINITY;
          if (loss < lowest) {
            at = next;
            lowest = loss;
            better = true;
          }
        }
      }
      step = better ? step : step / 2;
    }
    return at;
  }

  private boolean allowed(double[] at) {
    boolean slope =
        switch (options.trend()) {
          case FREE -> true;
          case RISING -> at[1] >= 0;
          case CONSTANT -> at[1] == 0;
        };
    return slope
        && Math.abs(at[0]) <= FARTHEST
        && Math.abs(at[1]) <= FARTHEST
        && Math.abs(at[2]) <= FARTHEST;
  }

  /** Mean negative log-likelihood and ridge; the third number is the logarithm of the scale. */
  double loss(double[] at) {
    double scale = Math.exp(at[2]);
    double sum = 0;
    for (int i = 0; i < base.length; i++) {
      double logOdds = at[0] + at[1] * lengths[i];
      double weight = Math.max(options.least(), 1 / (1 + Math.exp(-logOdds)));
      sum += loss(i, scale * weight, scale * (1 - weight));
    }
    return sum / base.length + options.ridge() * (at[0] * at[0] + at[1] * at[1]);
  }

  private double loss(int at, double ofBase, double ofLlm) {
    double highest = Double.NEGATIVE_INFINITY;
    double chosen = 0;
    int count = 0;
    double[] scores = new double[base[at].length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = ofBase * base[at][i] + ofLlm * llm[at][i];
      highest = Math.max(highest, scores[i]);
      if (relevant[at][i]) {
        chosen += scores[i];
        count++;
      }
    }
    double sum = 0;
    for (double score : scores) {
      sum += Math.exp(score - highest);
    }
    return highest + Math.log(sum) - chosen / count;
  }
}
