package io.llmrec.rank.network;

import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dense layers one after the other, with dropout after each in training.
 *
 * @param layers each takes what the one before gives; at least 1
 * @param dropout share of numbers, 0 to below 1
 */
public record Perceptron(List<Dense> layers, double dropout) {

  /** Checks that the layers fit. */
  public Perceptron {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a perceptron must have at least 1 layer");
    }
    for (int i = 1; i < layers.size(); i++) {
      if (layers.get(i).inputs() != layers.get(i - 1).outputs()) {
        throw new IllegalArgumentException(
            "layer '%s' must have the %d inputs that '%s' gives, had %d"
                .formatted(
                    layers.get(i).name(),
                    layers.get(i - 1).outputs(),
                    layers.get(i - 1).name(),
                    layers.get(i).inputs()));
      }
    }
  }

  /** Layers of these widths, named by their places. */
  public static Perceptron of(
      String name, int inputs, List<Integer> widths, Nonlinearity nonlinearity, double dropout) {
    List<Dense> layers = new ArrayList<>();
    int before = inputs;
    for (int width : widths) {
      layers.add(new Dense(name + "." + layers.size(), before, width, nonlinearity));
      before = width;
    }
    return new Perceptron(layers, dropout);
  }

  /** How many numbers it takes. */
  public int inputs() {
    return layers.get(0).inputs();
  }

  /** How many numbers it gives. */
  public int outputs() {
    return layers.get(layers.size() - 1).outputs();
  }

  /** Adds its weights. */
  public void declare(Weights weights) {
    layers.forEach(layer -> layer.declare(weights));
  }

  /** Writes it into a graph. */
  public Value script(NetworkScript script, Value input) {
    Value x = input;
    for (Dense layer : layers) {
      x = script.dropout(layer.script(script, x), dropout);
    }
    return x;
  }

  /** The layers with the weights as they are now; copies them. */
  public Computed computed(Weights weights) {
    return chain(layers.stream().map(layer -> layer.computed(weights)).toList());
  }

  /** All layers but the first, or null where there is none: the first may be computed in parts. */
  public @Nullable Computed computedRest(Weights weights) {
    return layers.size() == 1
        ? null
        : chain(
            layers.subList(1, layers.size()).stream()
                .map(layer -> layer.computed(weights))
                .toList());
  }

  private static Computed chain(List<Computed> parts) {
    return new Computed() {
      @Override
      public int inputs() {
        return parts.get(0).inputs();
      }

      @Override
      public int outputs() {
        return parts.get(parts.size() - 1).outputs();
      }

      @Override
      public void apply(float[] input, float[] output) {
        float[] x = input;
        for (int i = 0; i < parts.size(); i++) {
          float[] y = i == parts.size() - 1 ? output : new float[parts.get(i).outputs()];
          parts.get(i).apply(x, y);
          x = y;
        }
      }

      @Override
      public void applyAll(float[][] inputs, float[][] outputs, int count) {
        float[][] x = inputs;
        for (int i = 0; i < parts.size(); i++) {
          boolean last = i == parts.size() - 1;
          float[][] y = last ? outputs : new float[count][parts.get(i).outputs()];
          parts.get(i).applyAll(x, y, count);
          x = y;
        }
      }
    };
  }
}
