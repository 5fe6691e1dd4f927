package io.llmrec.rank.student;

import io.llmrec.core.encode.DotProduct;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.index.VectorTable;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import java.util.ArrayList;
import java.util.List;

/** See {@link RankingFeatures#vectors}. */
final class VectorFeatures implements RankingFeatures, Fingerprinted {

  private static final int RECENT = 20;
  private static final double HALF_LIFE_ITEMS = 10;
  private static final int COSINES = 2;

  @Override
  public float[][] of(StageContext context, List<Candidate> candidates) {
    VectorTable table = context.prepared().vectors();
    int dimension = table.dimension();
    List<float[]> recent = recent(table, context.request().user().recentItems(RECENT));
    float[] mean = mean(recent, dimension);
    float[][] rows = new float[candidates.size()][COSINES + dimension];
    float[] vector = new float[dimension];
    for (int i = 0; i < rows.length; i++) {
      int row = table.row(candidates.get(i).id());
      if (row >= 0 && !recent.isEmpty()) {
        table.copyTo(row, vector, 0);
        fill(rows[i], vector, mean, recent);
      }
    }
    return rows;
  }

  private static void fill(float[] row, float[] vector, float[] mean, List<float[]> recent) {
    row[0] = DotProduct.of(vector, mean, 0);
    float closest = -1;
    for (float[] one : recent) {
      closest = Math.max(closest, DotProduct.of(vector, one, 0));
    }
    row[1] = closest;
    for (int d = 0; d < vector.length; d++) {
      row[COSINES + d] = vector[d] * mean[d];
    }
  }

  /** The vectors of the user's items, latest first. */
  private static List<float[]> recent(VectorTable table, List<String> ids) {
    List<float[]> vectors = new ArrayList<>();
    for (String id : ids) {
      int row = table.row(id);
      if (row >= 0) {
        float[] vector = new float[table.dimension()];
        table.copyTo(row, vector, 0);
        vectors.add(vector);
      }
    }
    return vectors;
  }

  /** Their weighted mean, of length 1 unless they cancel out. */
  private static float[] mean(List<float[]> vectors, int dimension) {
    float[] mean = new float[dimension];
    for (int age = 0; age < vectors.size(); age++) {
      float weight = (float) StrictMath.pow(0.5, age / HALF_LIFE_ITEMS);
      for (int d = 0; d < dimension; d++) {
        mean[d] += weight * vectors.get(age)[d];
      }
    }
    double length = Math.sqrt(DotProduct.of(mean, mean, 0));
    for (int d = 0; d < dimension && length > 1e-6; d++) {
      mean[d] /= (float) length;
    }
    return mean;
  }

  @Override
  public String fingerprint() {
    return "vectors 1";
  }
}
