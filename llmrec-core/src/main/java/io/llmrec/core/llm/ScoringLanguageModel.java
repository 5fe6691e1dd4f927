package io.llmrec.core.llm;

import java.util.List;

/**
 * A language model that tells how likely it finds a text.
 *
 * <p>Safe for use by several threads.
 */
@FunctionalInterface
public interface ScoringLanguageModel {

  /** One score per text, in the order given; none for no texts. */
  List<TextScore> score(List<String> texts);

  /**
   * How likely a text is.
   *
   * @param logProbability natural logarithm of the probability of all scored tokens, at most 0
   * @param tokens how many tokens were scored, at least 1
   */
  record TextScore(double logProbability, int tokens) {

    /** Checks the ranges. */
    public TextScore {
      if (!(logProbability <= 0) || tokens < 1) {
        throw new IllegalArgumentException(
            "logProbability must be at most 0 and tokens at least 1, were %s and %d"
                .formatted(logProbability, tokens));
      }
    }

    /** The perplexity per token, at least 1: lower is more fluent. */
    public double perplexity() {
      return Math.exp(-logProbability / tokens);
    }
  }
}
