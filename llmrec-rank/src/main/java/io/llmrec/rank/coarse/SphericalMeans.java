package io.llmrec.rank.coarse;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.encode.DotProduct;
import io.llmrec.core.index.VectorTable;
import java.util.Arrays;

/** See {@link ItemClusters}. */
final class SphericalMeans {

  private static final int MAX_ROUNDS = 50;

  private final float[][] vectors;
  private final float[][] centres;
  private final int[] cluster;
  private final float[] similarity;

  private SphericalMeans(float[][] vectors, int count) {
    this.vectors = vectors;
    this.centres = new float[count][];
    this.cluster = new int[vectors.length];
    this.similarity = new float[vectors.length];
  }

  static SphericalMeans of(VectorTable table, int count, long seed) {
    float[][] vectors = new float[table.size()][table.dimension()];
    for (int row = 0; row < vectors.length; row++) {
      table.copyTo(row, vectors[row], 0);
    }
    SphericalMeans means = new SphericalMeans(vectors, count);
    means.start(Draws.of(seed));
    for (int round = 0; round < MAX_ROUNDS && means.assign(); round++) {
      means.centre();
    }
    return means;
  }

  /** The group of a row. */
  int cluster(int row) {
    return cluster[row];
  }

  /** The cosine of a row to the middle of its group. */
  float similarity(int row) {
    return similarity[row];
  }

  /** Each start is drawn with the chance of its distance from those already there. */
  private void start(Draws draws) {
    float[] closest = new float[vectors.length];
    Arrays.fill(closest, -1);
    int next = draws.below(vectors.length);
    for (int c = 0; c < centres.length; c++) {
      centres[c] = vectors[next].clone();
      double sum = 0;
      for (int row = 0; row < vectors.length; row++) {
        closest[row] = Math.max(closest[row], DotProduct.of(vectors[row], centres[c], 0));
        sum += Math.max(0, 1 - closest[row]);
      }
      next = drawn(closest, sum, draws);
    }
    Arrays.fill(cluster, -1);
  }

  private static int drawn(float[] closest, double sum, Draws draws) {
    double left = sum * ((draws.next() >>> 11) * 0x1p-53);
    for (int row = 0; row < closest.length; row++) {
      left -= Math.max(0, 1 - closest[row]);
      if (left < 0) {
        return row;
      }
    }
    return draws.below(closest.length);
  }

  /** Puts every row to its nearest middle; says whether one moved. */
  private boolean assign() {
    boolean moved = false;
    for (int row = 0; row < vectors.length; row++) {
      int best = 0;
      float nearest = Float.NEGATIVE_INFINITY;
      for (int c = 0; c < centres.length; c++) {
        float cosine = DotProduct.of(vectors[row], centres[c], 0);
        if (cosine > nearest) {
          nearest = cosine;
          best = c;
        }
      }
      moved |= cluster[row] != best;
      cluster[row] = best;
      similarity[row] = nearest;
    }
    return moved;
  }

  /** The direction of the sum of each group; one that is empty or cancels out stays. */
  private void centre() {
    float[][] sums = new float[centres.length][vectors[0].length];
    for (int row = 0; row < vectors.length; row++) {
      float[] sum = sums[cluster[row]];
      for (int d = 0; d < sum.length; d++) {
        sum[d] += vectors[row][d];
      }
    }
    for (int c = 0; c < centres.length; c++) {
      double length = Math.sqrt(DotProduct.of(sums[c], sums[c], 0));
      for (int d = 0; d < sums[c].length && length > 1e-6; d++) {
        centres[c][d] = (float) (sums[c][d] / length);
      }
    }
  }
}
