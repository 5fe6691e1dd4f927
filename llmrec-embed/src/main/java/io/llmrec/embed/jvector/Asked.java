package io.llmrec.embed.jvector;

/**
 * What is known of a predicate by asking it: how many rows it admits, and how long it takes to
 * answer. Forgets slowly, since its answers may change. Safe for use by several threads.
 */
final class Asked {

  /** With more rows the old ones are halved. */
  private static final int MOST_ROWS = 8192;

  private int rows;
  private int admitted;
  private volatile double nextNanos;

  /** Rows drawn at random, and how many of them were admitted. */
  synchronized void add(int asked, int passed) {
    rows += asked;
    admitted += passed;
    if (rows > MOST_ROWS) {
      rows /= 2;
      admitted /= 2;
    }
  }

  synchronized int rows() {
    return rows;
  }

  synchronized int admitted() {
    return admitted;
  }

  synchronized double share() {
    return (double) admitted / rows;
  }

  /** Nanoseconds for a row that follows one just asked about, 0 when that was not measured yet. */
  double nextNanos() {
    return nextNanos;
  }

  void setNextNanos(double nanos) {
    nextNanos = nanos;
  }
}
