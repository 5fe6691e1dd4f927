package io.llmrec.examples.ctr;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What behaviour alone says of each sample: biases and counts, the product of factors, and what the
 * user did just before. Nothing of the item itself where the tested items are new.
 */
final class BehaviourColumns {

  private static final int[] SPANS = {3, 10};

  private final FoldedFactors folded;
  private final Ratings ratings;

  private BehaviourColumns(FoldedFactors folded) {
    this.folded = folded;
    this.ratings = folded.ratings();
  }

  static Columns of(FoldedFactors folded) {
    BehaviourColumns made = new BehaviourColumns(folded);
    Map<String, float[]> columns = new LinkedHashMap<>();
    made.user(columns);
    made.recent(columns);
    if (!folded.split().newItems()) {
      made.item(columns);
    }
    return new Columns(columns);
  }

  private float[] column(Map<String, float[]> columns, String name) {
    float[] column = new float[ratings.size()];
    columns.put(name, column);
    return column;
  }

  private void user(Map<String, float[]> columns) {
    float[] bias = column(columns, "user_bias");
    float[] count = column(columns, "user_count");
    for (int row = 0; row < ratings.size(); row++) {
      Factors model = folded.of(row);
      bias[row] = model.userBias(ratings.user()[row]);
      count[row] = (float) Math.log1p(model.userCount(ratings.user()[row]));
    }
  }

  private void item(Map<String, float[]> columns) {
    float[] bias = column(columns, "item_bias");
    float[] count = column(columns, "item_count");
    float[] affinity = column(columns, "affinity");
    float[] score = column(columns, "score");
    for (int row = 0; row < ratings.size(); row++) {
      Factors model = folded.of(row);
      int item = ratings.item()[row];
      bias[row] = model.itemBias(item);
      count[row] = (float) Math.log1p(model.itemCount(item));
      affinity[row] = model.affinity(ratings.user()[row], item);
      score[row] = model.userBias(ratings.user()[row]) + bias[row] + affinity[row];
    }
  }

  /** Of the last few rows before: how good their items are, how much better the user found them. */
  private void recent(Map<String, float[]> columns) {
    int[] starts = ratings.starts();
    for (int span : SPANS) {
      float[] quality = column(columns, "recent" + span + "_quality");
      float[] residual = column(columns, "recent" + span + "_residual");
      for (int row = 0; row < ratings.size(); row++) {
        Factors model = folded.of(row);
        int found = 0;
        for (int at = row - 1; at >= starts[ratings.user()[row]] && found < span; at--) {
          if (folded.recalls(row, at)) {
            quality[row] += model.itemBias(ratings.item()[at]);
            residual[row] += model.residual(ratings, at);
            found++;
          }
        }
        quality[row] /= found + 1;
        residual[row] /= found + 1;
      }
    }
  }
}
