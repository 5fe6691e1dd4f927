package io.llmrec.rank.text;

import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.TensorSource;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.train.Initializer;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import io.llmrec.rank.transformer.Transformer;
import java.util.List;

/**
 * Adapters beside the linear layers of a base that stays as it is: in a graph the base's weights
 * are constants.
 */
final class Adapters {

  private static final double DEVIATION = 0.02;

  private final Weights base;
  private final List<String> layers;
  private final LoraOptions options;

  /**
   * Adapters.
   *
   * @param base of a transformer
   * @param layers names of the linear layers that are adapted
   */
  Adapters(Weights base, List<String> layers, LoraOptions options) {
    this.base = base;
    this.layers = List.copyOf(layers);
    this.options = options;
  }

  private static String down(String layer) {
    return "lora." + layer + ".down";
  }

  private static String up(String layer) {
    return "lora." + layer + ".up";
  }

  void addTo(Weights weights) {
    for (String layer : layers) {
      int[] shape = base.shape(layer + ".weight");
      weights.add(down(layer), Initializer.normal(DEVIATION), options.rank(), shape[1]);
      weights.add(up(layer), Initializer.zeros(), shape[0], options.rank());
    }
  }

  /** The base's weights with the adapters of a network. */
  Transformer.Source source(NetworkScript script) {
    MethodBuilder method = script.method();
    return new Transformer.Source() {
      @Override
      public Value weight(String name) {
        Value kept = method.module().tensor(name, TensorSource.of(base.values(name), axes(name)));
        // What is loaded with a module takes no part in gradients; a copy of it does.
        return method.op("torch.clone", kept);
      }

      @Override
      public Value linear(String layer, Value input) {
        Value plain =
            method.op("torch.linear", input, weight(layer + ".weight"), weight(layer + ".bias"));
        if (!layers.contains(layer)) {
          return plain;
        }
        Value seen = script.dropout(input, options.dropout());
        Value low = method.op("torch.linear", seen, script.weight(down(layer)));
        Value high = method.op("torch.linear", low, script.weight(up(layer)));
        return method.op("torch.add", plain, method.op("torch.mul", high, options.scale()));
      }
    };
  }

  private long[] axes(String name) {
    int[] shape = base.shape(name);
    long[] axes = new long[shape.length];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = shape[i];
    }
    return axes;
  }

  /** The base's weights with trained adapters added into them; arrays of its own. */
  Weights merged(Weights trained) {
    Weights merged = new Weights(0);
    for (String name : base.names()) {
      merged.put(name, base.values(name).clone(), base.shape(name));
    }
    for (String layer : layers) {
      float[] target = merged.values(layer + ".weight");
      add(target, trained.values(up(layer)), trained.values(down(layer)));
    }
    return merged;
  }

  private void add(float[] target, float[] up, float[] down) {
    int rank = options.rank();
    int inputs = down.length / rank;
    for (int output = 0; output < up.length / rank; output++) {
      for (int input = 0; input < inputs; input++) {
        double sum = 0;
        for (int r = 0; r < rank; r++) {
          sum += (double) up[output * rank + r] * down[r * inputs + input];
        }
        target[output * inputs + input] += (float) (options.scale() * sum);
      }
    }
  }
}
