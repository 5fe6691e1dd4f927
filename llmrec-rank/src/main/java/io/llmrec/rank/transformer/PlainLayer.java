package io.llmrec.rank.transformer;

import io.llmrec.rank.transformer.Transformer.Direction;
import java.util.function.Function;

/**
 * One layer of a {@link PlainTransformer}.
 *
 * @param shape of the transformer
 * @param attentionNorm before the attention
 * @param attention queries, keys, values and output
 * @param innerNorm before the feed-forward layer
 * @param up to its units
 * @param down from them
 */
record PlainLayer(
    TransformerShape shape,
    NormLayer attentionNorm,
    AttentionLayers attention,
    NormLayer innerNorm,
    LinearLayer up,
    LinearLayer down) {

  /** The linear layers of an attention. */
  record AttentionLayers(
      LinearLayer query, LinearLayer key, LinearLayer value, LinearLayer output) {}

  static PlainLayer of(
      TransformerShape shape, LayerNames names, Function<String, float[]> weights) {
    return new PlainLayer(
        shape,
        norm(names.attentionNorm(), weights),
        new AttentionLayers(
            linear(names.query(), weights),
            linear(names.key(), weights),
            linear(names.value(), weights),
            linear(names.mixed(), weights)),
        norm(names.innerNorm(), weights),
        linear(names.up(), weights),
        linear(names.down(), weights));
  }

  static NormLayer norm(String part, Function<String, float[]> weights) {
    return new NormLayer(
        weights.apply(LayerNames.weight(part)).clone(),
        weights.apply(LayerNames.bias(part)).clone());
  }

  private static LinearLayer linear(String part, Function<String, float[]> weights) {
    return LinearLayer.of(
        weights.apply(LayerNames.weight(part)), weights.apply(LayerNames.bias(part)));
  }

  /** Changes the rows {@code first} to {@code length - 1} of x; the others are only looked at. */
  void apply(float[] x, int length, int first, Direction direction) {
    float[] normed = new float[x.length];
    attentionNorm.apply(x, normed, 0, length);
    float[] queries = new float[x.length];
    float[] keys = new float[x.length];
    float[] values = new float[x.length];
    Products.linear(normed, attention.query(), queries, first, length);
    Products.linear(normed, attention.key(), keys, 0, length);
    Products.linear(normed, attention.value(), values, 0, length);
    float[] mixed = new float[x.length];
    float[] scores = new float[length];
    for (int row = first; row < length; row++) {
      int seen = direction == Direction.BACKWARDS ? row + 1 : length;
      for (int head = 0; head < shape.heads(); head++) {
        int at = head * shape.headSize();
        look(queries, keys, scores, row, at, seen);
        mix(scores, values, mixed, row, at, seen);
      }
    }
    Products.linear(mixed, attention.output(), normed, first, length);
    add(x, normed, first, length);
    innerNorm.apply(x, normed, first, length);
    feedForward(x, normed, first, length);
  }

  /** Fills the scores with how much a row looks at each of the first {@code seen} rows. */
  private void look(float[] queries, float[] keys, float[] scores, int row, int at, int seen) {
    int width = shape.width();
    int size = shape.headSize();
    float scale = (float) (1 / Math.sqrt(size));
    float highest = Float.NEGATIVE_INFINITY;
    for (int j = 0; j < seen; j++) {
      scores[j] = scale * Products.dot(queries, row * width + at, keys, j * width + at, size);
      highest = Math.max(highest, scores[j]);
    }
    float sum = 0;
    for (int j = 0; j < seen; j++) {
      scores[j] = (float) Math.exp(scores[j] - highest);
      sum += scores[j];
    }
    for (int j = 0; j < seen; j++) {
      scores[j] /= sum;
    }
  }

  private void mix(float[] scores, float[] values, float[] mixed, int row, int at, int seen) {
    int width = shape.width();
    for (int j = 0; j < seen; j++) {
      Products.add(mixed, row * width + at, scores[j], values, j * width + at, shape.headSize());
    }
  }

  private void feedForward(float[] x, float[] normed, int first, int length) {
    float[] inner = new float[length * up.outputs()];
    Products.linear(normed, up, inner, first, length);
    for (int k = first * up.outputs(); k < inner.length; k++) {
      inner[k] = Math.max(0, inner[k]);
    }
    float[] added = new float[x.length];
    Products.linear(inner, down, added, first, length);
    add(x, added, first, length);
  }

  private void add(float[] x, float[] part, int first, int length) {
    for (int k = first * shape.width(); k < length * shape.width(); k++) {
      x[k] += part[k];
    }
  }
}
