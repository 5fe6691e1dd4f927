package io.llmrec.rank.student;

import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.index.PreparedCatalog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a student learned: a linear function of the features, or one with a hidden layer.
 *
 * <p>Immutable and safe for use by several threads. {@link StudentFile} keeps it.
 */
public final class StudentModel implements Fingerprinted {

  private final int features;
  private final int hidden;
  private final float[] weights;
  private final String featureNames;
  private final String fingerprint;

  /** Takes the array over. */
  StudentModel(int features, int hidden, float[] weights, String featureNames) {
    if (weights.length != StudentNetwork.size(features, hidden)) {
      throw new IllegalArgumentException(
          "%d features and %d units need %d weights, were given %d"
              .formatted(features, hidden, StudentNetwork.size(features, hidden), weights.length));
    }
    Fingerprint hash = new Fingerprint().add("student").add(features).add(hidden);
    for (float weight : weights) {
      if (!Float.isFinite(weight)) {
        throw new IllegalArgumentException("weights must be finite, one was " + weight);
      }
      hash.add(Float.floatToIntBits(weight));
    }
    this.features = features;
    this.hidden = hidden;
    this.weights = weights;
    this.featureNames = featureNames;
    this.fingerprint = hash.add(featureNames).hex();
  }

  /** How many numbers a row of features has. */
  public int features() {
    return features;
  }

  /** How many hidden units there are, 0 for a linear student. */
  public int hidden() {
    return hidden;
  }

  /** What the features it learned from call themselves. */
  public String featureNames() {
    return featureNames;
  }

  /** SHA-256 over weights and names of the features. */
  @Override
  public String fingerprint() {
    return fingerprint;
  }

  /** A copy of the weights, as {@link StudentNetwork} lays them out. */
  float[] weights() {
    return weights.clone();
  }

  /**
   * One score per row.
   *
   * @param rows of {@link #features} finite numbers each
   * @throws IllegalArgumentException when a row has another length
   */
  public double[] scores(float[][] rows) {
    for (float[] row : rows) {
      if (row.length != features) {
        throw new IllegalArgumentException(
            "a row must have %d features as the student learned them, has %d"
                .formatted(features, row.length));
      }
    }
    Columns columns = Columns.of(rows, 0, features);
    float[] sum = new float[rows.length];
    if (hidden == 0) {
      columns.addTo(sum, weights, 0, 1);
    } else {
      float[] unit = new float[rows.length];
      int biases = features * hidden;
      for (int h = 0; h < hidden; h++) {
        Arrays.fill(unit, weights[biases + h]);
        columns.addTo(unit, weights, h, hidden);
        addRectified(unit, weights[biases + hidden + h], sum);
      }
    }
    double[] scores = new double[rows.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = sum[i];
    }
    return scores;
  }

  private static void addRectified(float[] unit, float weight, float[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] += weight * Math.max(0, unit[i]);
    }
  }

  /**
   * How far its orders are the teacher's, on rankings that it did not learn from.
   *
   * @param prepared holds the items and their vectors
   * @param features those it learned from
   * @param k how many places the overlap looks at, at least 1
   */
  public TeacherAgreement agreement(
      List<TeacherRanking> rankings, PreparedCatalog prepared, RankingFeatures features, int k) {
    return agreement(StudentLists.of(rankings, prepared, features), k);
  }

  /** How far its orders are the teacher's. */
  TeacherAgreement agreement(StudentLists lists, int k) {
    List<List<String>> own = new ArrayList<>();
    for (int i = 0; i < lists.size(); i++) {
      double[] scores = scores(lists.rows().get(i));
      List<String> ids = lists.ids().get(i);
      // Equal scores by id, as a pipeline orders them: not in the teacher's order.
      own.add(
          IntStream.range(0, scores.length)
              .boxed()
              .sorted(
                  Comparator.<Integer>comparingDouble(at -> -scores[at]).thenComparing(ids::get))
              .map(ids::get)
              .toList());
    }
    return TeacherAgreement.of(lists.ids(), own, k);
  }

  @Override
  public String toString() {
    return "StudentModel[features=%d, hidden=%d, %s]".formatted(features, hidden, featureNames);
  }
}
