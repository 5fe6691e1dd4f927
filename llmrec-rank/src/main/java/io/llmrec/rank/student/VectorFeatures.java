package io.llmrec.rank.student;

import io.llmrec.core.encode.DotProduct;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.index.VectorTable;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** See {@link RankingFeatures#vectors}. */
final class VectorFeatures implements RankingFeatures, Fingerprinted {

  private static final int RECENT = 20;

  /** How many of the latest items the closest is looked for among. */
  private static final int CLOSE = 5;

  private static final double HALF_LIFE_ITEMS = 10;
  private static final int COSINES = 2;

  @Override
  public float[][] of(StageContext context, List<Candidate> candidates) {
    VectorTable table = context.prepared().vectors();
    int dimension = table.dimension();
    List<float[]> recent = recent(table, context.request().user().recentItems(RECENT));
    float[] mean = mean(recent, dimension);
    float[][] rows = new float[candidates.size()][COSINES + dimension];
    if (recent.isEmpty()) {
      return rows;
    }
    boolean[] known = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int row = table.row(candidates.get(i).id());
      known[i] = row >= 0;
      if (known[i]) {
        table.copyTo(row, rows[i], COSINES);
      }
    }
    fill(rows, known, mean, recent.subList(0, Math.min(CLOSE, recent.size())));
    return rows;
  }

  /** Cosines in front, and products in the place of the vectors. */
  private static void fill(float[][] rows, boolean[] known, float[] mean, List<float[]> latest) {
    Columns vectors = Columns.of(rows, COSINES, mean.length);
    float[] toMean = new float[rows.length];
    vectors.addTo(toMean, mean, 0, 1);
    float[] closest = new float[rows.length];
    Arrays.fill(closest, -1);
    for (float[] one : latest) {
      float[] cosines = new float[rows.length];
      vectors.addTo(cosines, one, 0, 1);
      for (int i = 0; i < closest.length; i++) {
        closest[i] = Math.max(closest[i], cosines[i]);
      }
    }
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = toMean[i];
      rows[i][1] = known[i] ? closest[i] : 0;
      multiply(rows[i], mean);
    }
  }

  private static void multiply(float[] row, float[] mean) {
    for (int d = 0; d < mean.length; d++) {
      row[COSINES + d] *= mean[d];
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
