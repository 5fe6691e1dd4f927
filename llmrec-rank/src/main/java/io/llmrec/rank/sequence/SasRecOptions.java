package io.llmrec.rank.sequence;

import io.llmrec.rank.transformer.TransformerShape;

/**
 * How a {@link SasRec} is built and what it learns from.
 *
 * @param shape of the transformer
 * @param length how many of the latest items of a history are looked at, 1 to 4,096
 * @param dropout from 0 to below 1
 * @param negatives how many items, drawn anew for each step, the true one is compared with; 0
 *     compares with all, which is best and costs time and memory in proportion to their number
 * @param batch sequences of a step, at least 1
 */
public record SasRecOptions(
    TransformerShape shape, int length, double dropout, int negatives, int batch) {

  private static final int MAX_LENGTH = 4_096;

  /** Width 64, two heads, two layers of 128 units, length 50, dropout 0.2, all items, 128. */
  public static final SasRecOptions DEFAULT =
      new SasRecOptions(new TransformerShape(64, 2, 128, 2), 50, 0.2, 0, 128);

  /** Checks the ranges. */
  public SasRecOptions {
    if (length < 1 || length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "length must be 1 to %d, was %d".formatted(MAX_LENGTH, length));
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout must be from 0 to below 1, was " + dropout);
    }
    if (negatives < 0 || batch < 1) {
      throw new IllegalArgumentException(
          "negatives must be at least 0 and batch at least 1, were %d and %d"
              .formatted(negatives, batch));
    }
  }

  /** These options with another shape. */
  public SasRecOptions withShape(TransformerShape value) {
    return new SasRecOptions(value, length, dropout, negatives, batch);
  }

  /** These options with another length. */
  public SasRecOptions withLength(int value) {
    return new SasRecOptions(shape, value, dropout, negatives, batch);
  }

  /** These options with another dropout. */
  public SasRecOptions withDropout(double value) {
    return new SasRecOptions(shape, length, value, negatives, batch);
  }

  /** These options with another number of negatives. */
  public SasRecOptions withNegatives(int value) {
    return new SasRecOptions(shape, length, dropout, value, batch);
  }

  /** These options with another number of sequences a step. */
  public SasRecOptions withBatch(int value) {
    return new SasRecOptions(shape, length, dropout, negatives, value);
  }
}
