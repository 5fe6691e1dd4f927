package io.llmrec.rank.twotower;

import io.llmrec.rank.network.Computed;
import io.llmrec.rank.network.Dense;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Both towers in plain Java, with the dense weights as they were when this was made. Safe for use
 * by several threads while the network is not trained.
 */
final class PlainTowers {

  private final TowerLayout layout;
  private final Map<String, EmbeddingTable> tables = new LinkedHashMap<>();
  private final Map<String, Computed> projections = new LinkedHashMap<>();
  private final List<Computed> attention = new ArrayList<>();
  private final Tower.Function itemTower;
  private final Tower.Function userTower;

  PlainTowers(TwoTowerNetwork network) {
    this.layout = network.layout();
    Weights weights = network.weights();
    network.tables().forEach(table -> tables.put(table.name(), table));
    layout.projections().forEach((name, dense) -> projections.put(name, dense.computed(weights)));
    for (Dense dense : layout.attention()) {
      attention.add(dense.computed(weights));
    }
    itemTower = layout.itemTower().computed(weights);
    userTower = layout.userTower().computed(weights);
  }

  /** What both towers see of an item, all in one array. */
  float[] input(ItemInput item) {
    Joined joined = new Joined(layout.itemWidth());
    if (layout.inputs().itemIds()) {
      joined.row(table(TwoTowerNetwork.ITEMS), item.id());
    }
    if (layout.hasCategories()) {
      float[] mean = new float[layout.options().shape().id()];
      for (int category : item.categories()) {
        float[] row = table(TwoTowerNetwork.CATEGORIES).row(category);
        for (int k = 0; k < mean.length; k++) {
          mean[k] += row[k] / item.categories().length;
        }
      }
      joined.add(mean);
    }
    joined.add(item.numbers());
    int index = 0;
    for (String name : layout.vectors().items().keySet()) {
      joined.add(projected(TowerLayout.itemVector(name), item.vectors().get(index++)));
    }
    return joined.values;
  }

  /** The item's vector, of length 1. */
  float[] item(float[] input) {
    return unit(itemTower.apply(input));
  }

  /**
   * The user's vector, of length 1.
   *
   * @param history inputs of the items, oldest first
   */
  float[] user(UserInput user, List<float[]> history) {
    Joined joined = new Joined(layout.userWidth());
    if (layout.inputs().userIds()) {
      joined.row(table(TwoTowerNetwork.USERS), user.id());
    }
    for (int i = 0; i < user.attributes().length; i++) {
      joined.row(table(TowerLayout.attribute(i)), user.attributes()[i]);
    }
    int most = layout.options().history().length();
    if (most > 0) {
      int from = Math.max(0, history.size() - most);
      joined.add(pooled(history.subList(from, history.size())));
    }
    int index = 0;
    for (String name : layout.vectors().users().keySet()) {
      joined.add(projected(TowerLayout.userVector(name), user.vectors().get(index++)));
    }
    return unit(userTower.apply(joined.values));
  }

  private EmbeddingTable table(String name) {
    EmbeddingTable table = tables.get(name);
    if (table == null) {
      throw new IllegalStateException("there is no table '" + name + "'");
    }
    return table;
  }

  private float[] projected(String name, float[] vector) {
    double mean = 0;
    for (float value : vector) {
      mean += value / vector.length;
    }
    double variance = 0;
    for (float value : vector) {
      variance += (value - mean) * (value - mean) / vector.length;
    }
    double scale = 1 / Math.sqrt(variance + TowerLayout.NORM_EPSILON);
    float[] normal = new float[vector.length];
    for (int i = 0; i < normal.length; i++) {
      normal[i] = (float) ((vector[i] - mean) * scale);
    }
    return applied(projections.get(name), normal);
  }

  private static float[] applied(@Nullable Computed layer, float[] input) {
    if (layer == null) {
      throw new IllegalStateException("a layer is missing");
    }
    float[] output = new float[layer.outputs()];
    layer.apply(input, output);
    return output;
  }

  private float[] pooled(List<float[]> history) {
    float[] sum = new float[layout.itemWidth()];
    double[] shares = shares(history);
    for (int h = 0; h < shares.length; h++) {
      float[] input = history.get(h);
      for (int k = 0; k < sum.length; k++) {
        sum[k] += (float) shares[h] * input[k];
      }
    }
    return sum;
  }

  private double[] shares(List<float[]> history) {
    double[] shares = new double[history.size()];
    double most = Double.NEGATIVE_INFINITY;
    for (int h = 0; h < shares.length; h++) {
      float[] x = history.get(h);
      for (Computed layer : attention) {
        x = applied(layer, x);
      }
      shares[h] = attention.isEmpty() ? 0 : x[0];
      most = Math.max(most, shares[h]);
    }
    double sum = 0;
    for (int h = 0; h < shares.length; h++) {
      shares[h] = Math.exp(shares[h] - most);
      sum += shares[h];
    }
    for (int h = 0; h < shares.length; h++) {
      shares[h] /= sum;
    }
    return shares;
  }

  private static float[] unit(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    float scale = (float) (1 / Math.max(TowerLayout.LEAST_NORM, Math.sqrt(squares)));
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= scale;
    }
    return vector;
  }

  /** Arrays one after the other. */
  private static final class Joined {

    private final float[] values;
    private int at;

    Joined(int width) {
      values = new float[width];
    }

    void add(float[] part) {
      System.arraycopy(part, 0, values, at, part.length);
      at += part.length;
    }

    void row(EmbeddingTable table, int row) {
      table.copyRow(row, values, at);
      at += table.width();
    }
  }
}
