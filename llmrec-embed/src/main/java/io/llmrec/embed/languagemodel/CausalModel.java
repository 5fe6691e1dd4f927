package io.llmrec.embed.languagemodel;

import java.util.List;
import java.util.function.Function;

/** A network that tells how likely each token is to come next. Safe for use by several threads. */
interface CausalModel extends AutoCloseable {

  /** The number of tokens there are. */
  int vocabulary();

  /** The longest text in tokens. */
  int maxTokens();

  /** Does something with a reader of its own. */
  <T> T read(Function<Reader, T> work);

  /**
   * The natural logarithms of the probabilities of each token after the first, given those before.
   *
   * @param texts of about the same length, each of 2 tokens to {@link #maxTokens}
   */
  List<float[]> logProbabilities(List<int[]> texts);

  /** What has been used again of beginnings read before; nothing unless it can be. */
  PrefixUse prefixUse();

  @Override
  void close();

  /** Reads several texts side by side, token after token. For one thread. */
  interface Reader {

    /**
     * Begins with the texts there are.
     *
     * @param texts of at least one token each
     * @param places the longest that any of them will become
     * @return the scores of all tokens to come next, for each text
     */
    float[][] start(List<int[]> texts, int places);

    /** Goes on with one token for each text, or with -1 where a text has ended. */
    float[][] next(int[] tokens);

    /** Goes on with these of the texts only, in this order. */
    void keep(int[] rows);
  }
}
