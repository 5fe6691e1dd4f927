package io.llmrec.embed.staticvectors;

import io.llmrec.core.fingerprint.Fingerprint;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One vector per token: {@code weights[token] * vectors[rows[token]]}, where absent weights are 1
 * and absent rows are the tokens themselves. Immutable; checked when it is made.
 */
final class TokenTable {

  private final float[] vectors;
  private final int dimension;
  private final int @Nullable [] rows;
  private final float @Nullable [] weights;

  TokenTable(float[] vectors, int dimension, int @Nullable [] rows, float @Nullable [] weights) {
    this.vectors = vectors;
    this.dimension = dimension;
    this.rows = rows;
    this.weights = weights;
    check();
  }

  private void check() {
    if (dimension < 1 || vectors.length == 0 || vectors.length % dimension != 0) {
      throw new IllegalArgumentException(
          "vectors must be at least 1 of dimension at least 1, were %d numbers of dimension %d"
              .formatted(vectors.length, dimension));
    }
    requireFinite("vectors", vectors);
    if (weights != null) {
      requireFinite("weights", weights);
      if (weights.length != size()) {
        throw new IllegalArgumentException(
            "%d tokens need as many weights, were %d".formatted(size(), weights.length));
      }
    }
    int count = vectors.length / dimension;
    for (int token = 0; rows != null && token < rows.length; token++) {
      if (rows[token] < 0 || rows[token] >= count) {
        throw new IllegalArgumentException(
            "token %d must map to one of %d vectors, maps to %d"
                .formatted(token, count, rows[token]));
      }
    }
  }

  private static void requireFinite(String what, float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "%s must be finite, number %d was %s".formatted(what, i, values[i]));
      }
    }
  }

  /** The number of tokens. */
  int size() {
    return rows == null ? vectors.length / dimension : rows.length;
  }

  int dimension() {
    return dimension;
  }

  /** Adds a token's vector to a sum. */
  void addTo(double[] sum, int token) {
    double weight = weights == null ? 1 : weights[token];
    int start = (rows == null ? token : rows[token]) * dimension;
    for (int i = 0; i < dimension; i++) {
      sum[i] += weight * vectors[start + i];
    }
  }

  /** A hash over all numbers. */
  String contentHash() {
    Fingerprint fingerprint = new Fingerprint().add(dimension);
    addTo(fingerprint, vectors);
    addTo(fingerprint, weights == null ? new float[0] : weights);
    fingerprint.add(rows == null ? 0 : rows.length);
    for (int i = 0; rows != null && i < rows.length; i++) {
      fingerprint.add(rows[i]);
    }
    return fingerprint.hex();
  }

  private static void addTo(Fingerprint fingerprint, float[] values) {
    fingerprint.add(values.length);
    int block = 1 << 16;
    for (int start = 0; start < values.length; start += block) {
      int count = Math.min(block, values.length - start);
      ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES);
      bytes.asFloatBuffer().put(values, start, count);
      fingerprint.add(bytes.array());
    }
  }
}
