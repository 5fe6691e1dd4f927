package io.llmrec.rank.transformer;

import io.llmrec.embed.torchscript.Activation;
import io.llmrec.embed.torchscript.Attention;
import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.train.Initializer;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Layers of attention and of rectified units, each with a normalisation before and the input added
 * after it, and a normalisation at the end (Vaswani et al., "Attention Is All You Need", 2017;
 * Xiong et al., "On Layer Normalization in the Transformer Architecture", 2020):
 *
 * <pre>
 * x = x + attention(norm(x))
 * x = x + down(relu(up(norm(x))))
 * </pre>
 *
 * <p>Immutable.
 */
public final class Transformer {

  static final double EPSILON = 1e-5;

  private static final double DEVIATION = 0.02;

  private final String name;
  private final TransformerShape shape;
  private final Direction direction;
  private final double dropout;

  /** Where a place may look. */
  public enum Direction {
    /** At itself and what comes before it. */
    BACKWARDS,
    /** At every place that is not filled up. */
    BOTH
  }

  /**
   * A transformer.
   *
   * @param name which the names of its weights begin with, not blank
   * @param dropout of what each part adds, from 0 to below 1
   */
  public Transformer(String name, TransformerShape shape, Direction direction, double dropout) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name of a transformer must not be blank");
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout must be from 0 to below 1, was " + dropout);
    }
    this.name = name;
    this.shape = shape;
    this.direction = direction;
    this.dropout = dropout;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Its sizes. */
  public TransformerShape shape() {
    return shape;
  }

  /** Where a place may look. */
  public Direction direction() {
    return direction;
  }

  /** Hears of the parts that have weights. */
  private interface Parts {

    void norm(String part);

    void linear(String part, int outputs, int inputs);
  }

  private void forEach(Parts parts) {
    for (int layer = 0; layer < shape.layers(); layer++) {
      LayerNames names = LayerNames.of(name, layer);
      parts.norm(names.attentionNorm());
      for (String part : List.of(names.query(), names.key(), names.value(), names.mixed())) {
        parts.linear(part, shape.width(), shape.width());
      }
      parts.norm(names.innerNorm());
      parts.linear(names.up(), shape.inner(), shape.width());
      parts.linear(names.down(), shape.width(), shape.inner());
    }
    parts.norm(LayerNames.last(name));
  }

  /** Adds its weights, with their first values. */
  public void addTo(Weights weights) {
    forEach(
        new Parts() {
          @Override
          public void norm(String part) {
            weights.add(LayerNames.weight(part), Initializer.ones(), shape.width());
            weights.add(LayerNames.bias(part), Initializer.zeros(), shape.width());
          }

          @Override
          public void linear(String part, int outputs, int inputs) {
            weights.add(LayerNames.weight(part), Initializer.normal(DEVIATION), outputs, inputs);
            weights.add(LayerNames.bias(part), Initializer.zeros(), outputs);
          }
        });
  }

  /** The names of the layers that make queries and values: those that adapters stand beside. */
  public List<String> lookingLayers() {
    List<String> layers = new ArrayList<>();
    for (int layer = 0; layer < shape.layers(); layer++) {
      LayerNames names = LayerNames.of(name, layer);
      layers.add(names.query());
      layers.add(names.value());
    }
    return layers;
  }

  /** The names of its weights, in the order in which they are added. */
  public List<String> weightNames() {
    List<String> names = new ArrayList<>();
    forEach(
        new Parts() {
          @Override
          public void norm(String part) {
            names.add(LayerNames.weight(part));
            names.add(LayerNames.bias(part));
          }

          @Override
          public void linear(String part, int outputs, int inputs) {
            norm(part);
          }
        });
    return names;
  }

  /** Where a graph's weights come from. */
  public interface Source {

    /** A weight that is used as it is. */
    Value weight(String name);

    /** A linear layer, whose weight is {@code layer.weight}: from [.., inputs] to [.., outputs]. */
    Value linear(String layer, Value input);
  }

  /**
   * Writes the transformer.
   *
   * @param input of shape [batch, length, width]
   * @param mask added to the attention's scores, of shape [batch, 1, 1, length]: 0, or a number far
   *     below 0 for a place that was filled up; null for none
   * @return of the shape of the input
   */
  public Value write(NetworkScript script, Value input, @Nullable Value mask) {
    return write(script, input, mask, trained(script));
  }

  /** The same with weights from elsewhere, for example with adapters. */
  public Value write(NetworkScript script, Value input, @Nullable Value mask, Source source) {
    Value value = input;
    for (int layer = 0; layer < shape.layers(); layer++) {
      LayerNames names = LayerNames.of(name, layer);
      Value normed = norm(script, names.attentionNorm(), value, source);
      Value mixed = attention(script.method(), names, normed, mask, source);
      value = added(script, value, source.linear(names.mixed(), mixed));
      Value inner = source.linear(names.up(), norm(script, names.innerNorm(), value, source));
      Value active = Activation.RELU.apply(script.method(), inner);
      value = added(script, value, source.linear(names.down(), active));
    }
    return norm(script, LayerNames.last(name), value, source);
  }

  /** Weights that are the network's. */
  public static Source trained(NetworkScript script) {
    return new Source() {
      @Override
      public Value weight(String name) {
        return script.weight(name);
      }

      @Override
      public Value linear(String layer, Value input) {
        return script
            .method()
            .op(
                "torch.linear",
                input,
                script.weight(LayerNames.weight(layer)),
                script.weight(LayerNames.bias(layer)));
      }
    };
  }

  private Value attention(
      MethodBuilder method, LayerNames names, Value input, @Nullable Value mask, Source source) {
    Attention attention = new Attention(shape.heads(), shape.heads(), shape.headSize());
    Value queries = perHead(method, attention, source.linear(names.query(), input));
    Value keys = perHead(method, attention, source.linear(names.key(), input));
    Value values = perHead(method, attention, source.linear(names.value(), input));
    return direction == Direction.BACKWARDS
        ? attention.attendBackwards(method, queries, keys, values)
        : attention.attend(method, queries, keys, values, mask);
  }

  private Value perHead(MethodBuilder method, Attention attention, Value value) {
    return attention.perHead(method, value, shape.heads());
  }

  private Value norm(NetworkScript script, String part, Value value, Source source) {
    return script
        .method()
        .op(
            "torch.layer_norm",
            value,
            List.of(shape.width()),
            source.weight(LayerNames.weight(part)),
            source.weight(LayerNames.bias(part)),
            EPSILON);
  }

  private Value added(NetworkScript script, Value value, Value part) {
    return script.method().op("torch.add", value, script.dropout(part, dropout));
  }
}
