package io.llmrec.embed.languagemodel;

/** Arithmetic on the scores of tokens. */
final class Scores {

  private Scores() {}

  /** The natural logarithm of a token's probability. */
  static float logProbability(float[] scores, int token) {
    float most = Float.NEGATIVE_INFINITY;
    for (float score : scores) {
      most = Math.max(most, score);
    }
    double sum = 0;
    for (float score : scores) {
      sum += Math.exp(score - most);
    }
    return (float) (scores[token] - most - Math.log(sum));
  }
}
