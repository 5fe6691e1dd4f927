package io.llmrec.rank.student;

/** The losses of one ranking and their gradients; the scores come in the teacher's order. */
final class RankingLoss {

  private RankingLoss() {}

  /**
   * The loss; adds its gradient by each score to {@code gradient}.
   *
   * @param scores of the candidates in the teacher's order, at least two
   */
  static double of(StudentOptions.Loss loss, double[] scores, double[] gradient) {
    return loss == StudentOptions.Loss.RANKNET
        ? rankNet(scores, gradient)
        : listMle(scores, gradient);
  }

  private static double rankNet(double[] scores, double[] gradient) {
    int count = scores.length;
    double pairs = count * (count - 1) / 2.0;
    double sum = 0;
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        double ahead = scores[i] - scores[j];
        sum += softplus(-ahead);
        double push = logistic(-ahead) / pairs;
        gradient[i] -= push;
        gradient[j] += push;
      }
    }
    return sum / pairs;
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private static double logistic(double x) {
    return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
  }

  /**
   * -1/n Σ_k (s_k - ln Σ_{j≥k} exp s_j). The sums are made from the last place on; an item is in
   * those of its own place and all before.
   */
  private static double listMle(double[] scores, double[] gradient) {
    int count = scores.length;
    double[] logSums = new double[count];
    double logSum = Double.NEGATIVE_INFINITY;
    double loss = 0;
    for (int k = count - 1; k >= 0; k--) {
      double high = Math.max(logSum, scores[k]);
      double low = Math.min(logSum, scores[k]);
      logSum = high + Math.log1p(Math.exp(low - high));
      logSums[k] = logSum;
      loss += logSum - scores[k];
    }
    for (int i = 0; i < count; i++) {
      double share = 0;
      for (int k = 0; k <= i; k++) {
        share += Math.exp(scores[i] - logSums[k]);
      }
      gradient[i] += (share - 1) / count;
    }
    return loss / count;
  }
}
