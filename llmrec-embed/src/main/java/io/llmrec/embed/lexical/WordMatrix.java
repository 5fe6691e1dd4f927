package io.llmrec.embed.lexical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts by the words they share, sparse: rows of length 1 with weights of occurrence times rarity.
 *
 * @param columns the place of each word that at least two texts have, in order of first occurrence
 * @param rarity by column
 * @param places the columns of each row
 * @param values the weights of each row
 */
record WordMatrix(Map<Long, Integer> columns, float[] rarity, int[][] places, float[][] values) {

  private static final int FEWEST = 2;

  static WordMatrix of(Collection<String> texts, LexicalOptions options) {
    TextFeatures features = new TextFeatures(options);
    Map<Long, Integer> frequencies = new LinkedHashMap<>();
    for (String text : texts) {
      FeatureCounts counts = features.of(text);
      for (int i = 0; i < counts.size(); i++) {
        frequencies.merge(counts.hash(i), 1, Integer::sum);
      }
    }
    Map<Long, Integer> columns = new LinkedHashMap<>();
    List<Float> rarity = new ArrayList<>();
    frequencies.forEach(
        (word, frequency) -> {
          if (frequency >= FEWEST) {
            columns.put(word, columns.size());
            rarity.add((float) StrictMath.log((1.0 + texts.size()) / frequency));
          }
        });
    float[] rare = new float[rarity.size()];
    for (int i = 0; i < rare.length; i++) {
      rare[i] = rarity.get(i);
    }
    int[][] places = new int[texts.size()][];
    float[][] values = new float[texts.size()][];
    int row = 0;
    for (String text : texts) {
      fill(features.of(text), columns, rare, places, values, row++);
    }
    return new WordMatrix(columns, rare, places, values);
  }

  private static void fill(
      FeatureCounts counts,
      Map<Long, Integer> columns,
      float[] rarity,
      int[][] places,
      float[][] values,
      int row) {
    int[] own = new int[counts.size()];
    float[] weights = new float[own.length];
    int size = 0;
    double squares = 0;
    for (int i = 0; i < counts.size(); i++) {
      Integer column = columns.get(counts.hash(i));
      if (column != null) {
        own[size] = column;
        weights[size] = weight(counts, i) * rarity[column];
        squares += (double) weights[size] * weights[size];
        size++;
      }
    }
    float scale = squares > 0 ? (float) (1 / Math.sqrt(squares)) : 0;
    places[row] = Arrays.copyOf(own, size);
    values[row] = Arrays.copyOf(weights, size);
    for (int i = 0; i < size; i++) {
      values[row][i] *= scale;
    }
  }

  /** What a word of one text weighs before its rarity. */
  static float weight(FeatureCounts counts, int index) {
    return counts.weight(index) * (float) (1 + StrictMath.log(counts.count(index)));
  }

  int rows() {
    return places.length;
  }

  /** This times a dense matrix with a row for each column of this. */
  float[] times(float[] dense, int width) {
    float[] product = new float[rows() * width];
    for (int r = 0; r < rows(); r++) {
      for (int e = 0; e < places[r].length; e++) {
        add(product, r * width, values[r][e], dense, places[r][e] * width, width);
      }
    }
    return product;
  }

  /** The transpose of this times a dense matrix with a row for each row of this. */
  float[] transposedTimes(float[] dense, int width) {
    float[] product = new float[columns.size() * width];
    for (int r = 0; r < rows(); r++) {
      for (int e = 0; e < places[r].length; e++) {
        add(product, places[r][e] * width, values[r][e], dense, r * width, width);
      }
    }
    return product;
  }

  private static void add(
      float[] target, int to, float weight, float[] source, int from, int width) {
    for (int k = 0; k < width; k++) {
      target[to + k] += weight * source[from + k];
    }
  }
}
