package io.llmrec.examples.experiment;

import io.llmrec.core.encode.Embedding;
import java.util.Arrays;
import java.util.List;

/**
 * Puts vectors on a plane so that close ones stay close: t-SNE with exact sums (van der Maaten and
 * Hinton, "Visualizing data using t-SNE", 2008), started from the first two components and with
 * nothing drawn. Work grows with the square of the number of vectors; meant for some thousands.
 */
final class NeighbourMap {

  /** How many neighbours a vector listens to, in effect. */
  private static final double PERPLEXITY = 25;

  private static final int ROUNDS = 450;

  /** At first neighbours pull harder, so that groups find together before they settle. */
  private static final int HARD_ROUNDS = 100;

  private static final double HARDER = 8;

  private final int n;
  private final double[] wanted;
  private final double[] x;
  private final double[] y;
  private final double[] speedX;
  private final double[] speedY;

  private NeighbourMap(List<Embedding> vectors) {
    n = vectors.size();
    wanted = wanted(vectors);
    x = new double[n];
    y = new double[n];
    speedX = new double[n];
    speedY = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = 1e-2 * vectors.get(i).get(0);
      y[i] = 1e-2 * vectors.get(i).get(1);
    }
    for (int round = 0; round < ROUNDS; round++) {
      move(round < HARD_ROUNDS ? HARDER : 1, round < HARD_ROUNDS ? 0.5 : 0.8);
    }
  }

  /** The places, [2][vectors]. */
  static double[][] of(List<Embedding> vectors) {
    NeighbourMap map = new NeighbourMap(vectors);
    return new double[][] {map.x, map.y};
  }

  /** How strongly each pair should be together; all of them add up to 1. */
  private double[] wanted(List<Embedding> vectors) {
    double[] shares = new double[n * n];
    double[] distances = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        distances[j] = Math.max(0, 2 - 2 * vectors.get(i).dot(vectors.get(j)));
      }
      row(distances, i, shares);
    }
    double[] both = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        both[i * n + j] = Math.max(1e-12, (shares[i * n + j] + shares[j * n + i]) / (2 * n));
      }
    }
    return both;
  }

  /** Finds the width of the bell by halving, so that the shares have the wanted entropy. */
  private void row(double[] distances, int i, double[] shares) {
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double beta = 1;
    for (int step = 0; step < 50; step++) {
      double sum = 0;
      double weighted = 0;
      for (int j = 0; j < n; j++) {
        double share = j == i ? 0 : Math.exp(-beta * distances[j]);
        shares[i * n + j] = share;
        sum += share;
        weighted += share * distances[j];
      }
      for (int j = 0; j < n; j++) {
        shares[i * n + j] /= sum;
      }
      boolean tooWide = Math.log(sum) + beta * weighted / sum > Math.log(PERPLEXITY);
      low = tooWide ? beta : low;
      high = tooWide ? high : beta;
      beta = Double.isInfinite(high) ? 2 * beta : (low + high) / 2;
    }
  }

  private void move(double pull, double momentum) {
    double total = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        total += 2 * nearness(i, j);
      }
    }
    double[] slopeX = new double[n];
    double[] slopeY = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double near = nearness(i, j);
        double force = 4 * (pull * wanted[i * n + j] - near / total) * near;
        slopeX[i] += force * (x[i] - x[j]);
        slopeX[j] -= force * (x[i] - x[j]);
        slopeY[i] += force * (y[i] - y[j]);
        slopeY[j] -= force * (y[i] - y[j]);
      }
    }
    step(x, slopeX, speedX, momentum);
    step(y, slopeY, speedY, momentum);
  }

  private double nearness(int i, int j) {
    double dx = x[i] - x[j];
    double dy = y[i] - y[j];
    return 1 / (1 + dx * dx + dy * dy);
  }

  private void step(double[] places, double[] slopes, double[] speeds, double momentum) {
    double rate = Math.max(50, n / 4.0);
    for (int i = 0; i < n; i++) {
      speeds[i] = momentum * speeds[i] - rate * slopes[i];
      places[i] += speeds[i];
    }
    double mean = Arrays.stream(places).average().orElse(0);
    for (int i = 0; i < n; i++) {
      places[i] -= mean;
    }
  }
}
