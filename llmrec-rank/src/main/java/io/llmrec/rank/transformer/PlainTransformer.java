package io.llmrec.rank.transformer;

import io.llmrec.rank.transformer.Transformer.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A trained {@link Transformer} in plain Java. One sequence at a time, without places that are
 * filled up. Immutable; safe for use by several threads. Gives what the graph gives, but for the
 * rounding of 32-bit numbers.
 */
public final class PlainTransformer {

  private final TransformerShape shape;
  private final Direction direction;
  private final List<PlainLayer> layers = new ArrayList<>();
  private final NormLayer last;

  /**
   * Copies the weights.
   *
   * @param weights values by the names that {@link Transformer#addTo} gave
   */
  public PlainTransformer(Transformer transformer, Function<String, float[]> weights) {
    shape = transformer.shape();
    direction = transformer.direction();
    for (int layer = 0; layer < shape.layers(); layer++) {
      layers.add(PlainLayer.of(shape, LayerNames.of(transformer.name(), layer), weights));
    }
    last = PlainLayer.norm(LayerNames.last(transformer.name()), weights);
  }

  /** Its sizes. */
  public TransformerShape shape() {
    return shape;
  }

  /**
   * What comes out at every place.
   *
   * @param sequence of shape [length, width], one place after the other; is not changed
   */
  public float[] all(float[] sequence) {
    float[] x = sequence.clone();
    int length = length(sequence);
    for (PlainLayer layer : layers) {
      layer.apply(x, length, 0, direction);
    }
    float[] out = new float[x.length];
    last.apply(x, out, 0, length);
    return out;
  }

  /**
   * What comes out at the last place, at less cost: the last layer computes nothing else.
   *
   * @param sequence of shape [length, width], length at least 1; is not changed
   */
  public float[] last(float[] sequence) {
    float[] x = sequence.clone();
    int length = length(sequence);
    for (int i = 0; i < layers.size(); i++) {
      int first = i + 1 == layers.size() ? length - 1 : 0;
      layers.get(i).apply(x, length, first, direction);
    }
    float[] out = new float[x.length];
    last.apply(x, out, length - 1, length);
    float[] place = new float[shape.width()];
    System.arraycopy(out, out.length - place.length, place, 0, place.length);
    return place;
  }

  private int length(float[] sequence) {
    if (sequence.length == 0 || sequence.length % shape.width() != 0) {
      throw new IllegalArgumentException(
          "a sequence must hold %d numbers for each of at least 1 place, holds %d"
              .formatted(shape.width(), sequence.length));
    }
    return sequence.length / shape.width();
  }
}
