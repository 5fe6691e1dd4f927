package io.llmrec.core.baseline;

import io.llmrec.core.compute.Workers;
import java.util.Arrays;

/**
 * The vectors of all users, or of all items, and the equations they put to the other side: for a
 * row with strengths r, the vector x that solves {@code (Y'Y + lambda I + sum alpha r y y') x = sum
 * (1 + alpha r) y} over the row's vectors y.
 */
final class AlsSide {

  private final double[][] vectors;
  private final double alpha;

  /** Y'Y + lambda I, right of its diagonal. */
  private final double[][] gram;

  private AlsSide(double[][] vectors, double alpha, double[][] gram) {
    this.vectors = vectors;
    this.alpha = alpha;
    this.gram = gram;
  }

  static AlsSide of(double[][] vectors, AlsOptions options, Workers workers) {
    int n = options.dimension();
    double[][] gram = new double[n][n];
    workers.run(
        n,
        k -> {
          double[] weights = Arrays.stream(vectors).mapToDouble(vector -> vector[k]).toArray();
          Sums.add(gram[k], k, n, weights, vectors);
          gram[k][k] += options.lambda();
        });
    return new AlsSide(vectors, options.alpha(), gram);
  }

  double dot(double[] other, int number) {
    return Sums.dot(other, vectors[number]);
  }

  /** The vector of the other side that belongs to a row; zero for an empty row. */
  double[] solve(Row row) {
    double[][] chosen =
        Arrays.stream(row.numbers()).mapToObj(i -> vectors[i]).toArray(double[][]::new);
    double[][] a = new double[gram.length][];
    double[] weights = new double[chosen.length];
    for (int k = 0; k < a.length; k++) {
      for (int i = 0; i < chosen.length; i++) {
        weights[i] = alpha * row.strengths()[i] * chosen[i][k];
      }
      a[k] = gram[k].clone();
      Sums.add(a[k], k, a.length, weights, chosen);
    }
    double[] x = new double[gram.length];
    Sums.add(
        x, 0, x.length, Arrays.stream(row.strengths()).map(r -> 1 + alpha * r).toArray(), chosen);
    Cholesky.solve(a, x);
    return x;
  }
}
