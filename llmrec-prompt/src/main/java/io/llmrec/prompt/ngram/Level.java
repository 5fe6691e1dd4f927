package io.llmrec.prompt.ngram;

/**
 * The n-grams of one length with what smoothing needs of them: how often each counts, and of each
 * context the sum and how many of its continuations count once, twice, and more often.
 */
final class Level {

  private static final int CLASSES = 3;

  private final LongCounts counts;
  private final LongCounts totals = new LongCounts();
  private final LongCounts[] types = {new LongCounts(), new LongCounts(), new LongCounts()};
  private final double[] discounts;

  Level(LongCounts counts) {
    this.counts = counts;
    long[] having = new long[CLASSES + 2];
    counts.forEachKey(
        key -> {
          int count = counts.get(key);
          long context = context(key);
          totals.add(context, count);
          types[Math.min(count, CLASSES) - 1].increment(context);
          having[Math.min(count, CLASSES + 1)]++;
        });
    discounts = discounts(having);
  }

  /** The n-gram without its last token; an empty context gets a key too. */
  static long context(long key) {
    return (key >>> NGramModel.BITS) + 1;
  }

  /**
   * Chen and Goodman's estimates, each kept between 0 and its count; 0.5, 1 and 1.5 where the data
   * is too small to estimate them.
   */
  private static double[] discounts(long[] having) {
    double[] estimated = new double[CLASSES];
    double y = having[1] / (double) (having[1] + 2 * having[2]);
    for (int c = 1; c <= CLASSES; c++) {
      double d = having[c] == 0 ? Double.NaN : c - (c + 1) * y * having[c + 1] / having[c];
      estimated[c - 1] = d > 0 && d < c ? d : c / 2.0;
    }
    return estimated;
  }

  /** The probability of the n-gram's last token, given its probability in a shorter context. */
  double probability(long key, double shorter) {
    long context = context(key);
    int total = totals.get(context);
    if (total == 0) {
      return shorter;
    }
    int count = counts.get(key);
    double kept = count == 0 ? 0 : count - discounts[Math.min(count, CLASSES) - 1];
    double given = 0;
    for (int c = 0; c < CLASSES; c++) {
      given += discounts[c] * types[c].get(context);
    }
    return (kept + given * shorter) / total;
  }
}
