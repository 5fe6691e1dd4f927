package io.llmrec.examples.ctr;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a text space says of each sample, computed in the same way whoever wrote the texts, and
 * always as if the item were new:
 *
 * <ul>
 *   <li>quality: the bias that items with such vectors have, by ridge regression;
 *   <li>affinity: the user's factors with those that items with such vectors have, likewise
 *       (Gantner et al., "Learning attribute-to-feature mappings for cold-start recommendations",
 *       2010);
 *   <li>neighbours: what the user thought of alike items, mean and biases taken away.
 * </ul>
 */
final class TextColumns {

  private static final double PENALTY = 1;

  /** Rows at which an item's own numbers count half. */
  private static final double HALF = 20;

  /** Likeness that counts as much as the user having no opinion. */
  private static final float DOUBT = 0.1f;

  private static final int WIDTH = Factors.COUNT + 1;

  private final FoldedFactors folded;
  private final Ratings ratings;
  private final TextSpace space;
  private final int[] starts;

  private TextColumns(FoldedFactors folded, TextSpace space) {
    this.folded = folded;
    this.ratings = folded.ratings();
    this.space = space;
    this.starts = ratings.starts();
  }

  /**
   * The three columns of a space.
   *
   * @param folded by items
   */
  static Columns of(FoldedFactors folded, TextSpace space) {
    TextColumns made = new TextColumns(folded, space);
    Map<String, float[]> columns = new LinkedHashMap<>();
    made.mapped(columns);
    made.neighbours(columns);
    return new Columns(columns);
  }

  /** The columns' names for a space. */
  static String[] names(String space) {
    return new String[] {space + "_quality", space + "_affinity", space + "_neighbours"};
  }

  private void mapped(Map<String, float[]> columns) {
    float[][] predicted = new float[folded.count()][];
    for (int number = 0; number < predicted.length; number++) {
      predicted[number] = predicted(folded.model(number));
    }
    float[] quality = new float[ratings.size()];
    float[] affinity = new float[ratings.size()];
    for (int row = 0; row < quality.length; row++) {
      float[] values = predicted[folded.number(row)];
      int at = ratings.item()[row] * WIDTH;
      quality[row] = values[at];
      affinity[row] = folded.of(row).affinity(ratings.user()[row], values, at);
    }
    columns.put(space.name() + "_quality", quality);
    columns.put(space.name() + "_affinity", affinity);
  }

  /** Bias and factors of every item as its vector tells them. */
  private float[] predicted(Factors model) {
    double[] means = means(model);
    double[][] weights = regression(model, means);
    float[] predicted = new float[space.vectors().length * WIDTH];
    for (int item = 0; item < space.vectors().length; item++) {
      float[] vector = space.vectors()[item];
      for (int k = 0; k < WIDTH; k++) {
        double sum = means[k];
        for (int d = 0; d < vector.length; d++) {
          sum += weights[k][d] * vector[d];
        }
        predicted[item * WIDTH + k] = (float) sum;
      }
    }
    return predicted;
  }

  private static double weight(Factors model, int item) {
    return model.itemCount(item) / (model.itemCount(item) + HALF);
  }

  private double[] means(Factors model) {
    double[] means = new double[WIDTH];
    double all = 0;
    for (int item = 0; item < space.vectors().length; item++) {
      double weight = weight(model, item);
      all += weight;
      for (int k = 0; k < WIDTH; k++) {
        means[k] += weight * model.itemValue(item, k);
      }
    }
    for (int k = 0; k < WIDTH; k++) {
      means[k] /= all;
    }
    return means;
  }

  /** Weighted ridge regression of bias and factors on vectors; a row of weights for each. */
  private double[][] regression(Factors model, double[] means) {
    int dimension = space.dimension();
    double[][] a = new double[dimension][dimension];
    double[][] b = new double[WIDTH][dimension];
    for (int item = 0; item < space.vectors().length; item++) {
      double weight = weight(model, item);
      if (weight > 0) {
        float[] vector = space.vectors()[item];
        for (int i = 0; i < dimension; i++) {
          double scaled = weight * vector[i];
          for (int j = i; j < dimension; j++) {
            a[i][j] += scaled * vector[j];
          }
          for (int k = 0; k < WIDTH; k++) {
            b[k][i] += scaled * (model.itemValue(item, k) - means[k]);
          }
        }
      }
    }
    for (int i = 0; i < dimension; i++) {
      a[i][i] += PENALTY;
    }
    LinearSystem.solve(a, b);
    return b;
  }

  private void neighbours(Map<String, float[]> columns) {
    float[][] alike = space.likeness();
    float[] column = new float[ratings.size()];
    float[][] residuals = new float[folded.count()][];
    for (int user = 0; user + 1 < starts.length; user++) {
      for (int number = 0; number < residuals.length; number++) {
        residuals[number] = residuals(number, starts[user], starts[user + 1]);
      }
      for (int row = starts[user]; row < starts[user + 1]; row++) {
        column[row] = opinion(row, alike[ratings.item()[row]], residuals[folded.number(row)]);
      }
    }
    columns.put(space.name() + "_neighbours", column);
  }

  /** What the user thought of items that a model knows; NaN for the others. */
  private float[] residuals(int number, int from, int to) {
    float[] residuals = new float[to - from];
    for (int row = from; row < to; row++) {
      residuals[row - from] =
          folded.known(number).test(row) ? folded.model(number).residual(ratings, row) : Float.NaN;
    }
    return residuals;
  }

  private float opinion(int row, float[] alike, float[] residuals) {
    int from = starts[ratings.user()[row]];
    float sum = 0;
    float weights = DOUBT;
    for (int i = 0; i < residuals.length; i++) {
      float residual = residuals[i];
      if (residual == residual) {
        float weight = alike[ratings.item()[from + i]];
        sum += weight * residual;
        weights += weight;
      }
    }
    return sum / weights;
  }
}
