package io.llmrec.rank.network;

import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import java.util.Arrays;

/**
 * One explicit crossing of features, {@code x_next = x_0 * (W x + b) + x}, with its residual (Wang
 * et al., "DCN V2: Improved Deep and Cross Network", 2021).
 *
 * @param name of its weights
 * @param width of x, at least 1
 */
public record CrossLayer(String name, int width) {

  private Dense linear() {
    return new Dense(name, width, width, Nonlinearity.NONE);
  }

  /** Adds its weights. */
  public void declare(Weights weights) {
    linear().declare(weights);
  }

  /** Writes it into a graph; both [batch, width]. */
  public Value script(NetworkScript script, Value first, Value x) {
    Value crossed = script.method().op("torch.mul", first, linear().script(script, x));
    return script.method().op("torch.add", crossed, x);
  }

  /** The layer with the weights as they are now; copies them. */
  public ComputedCross computed(Weights weights) {
    return new ComputedCross(linear().parts(weights));
  }

  /** The layer in plain Java. Immutable and safe for use by several threads. */
  public static final class ComputedCross {

    private final DenseParts linear;

    private ComputedCross(DenseParts linear) {
      this.linear = linear;
    }

    /** {@code W x + b}, to be computed in parts. */
    public DenseParts linear() {
      return linear;
    }

    /**
     * Crosses.
     *
     * @param first x_0
     * @param x what the layer before gave, replaced by what this one gives
     */
    public void apply(float[] first, float[] x) {
      float[] crossed = new float[first.length];
      linear.apply(x, crossed);
      join(first, crossed, x);
    }

    /**
     * Crosses several, which is faster than one after the other.
     *
     * @param count how many, from the first on
     */
    public void applyAll(float[][] first, float[][] x, int count) {
      float[][] crossed = new float[count][];
      Arrays.setAll(crossed, i -> linear.bias());
      linear.addAll(x, crossed, count);
      for (int i = 0; i < count; i++) {
        join(first[i], crossed[i], x[i]);
      }
    }

    /** {@code x += first * crossed}. */
    private static void join(float[] first, float[] crossed, float[] x) {
      for (int i = 0; i < x.length; i++) {
        x[i] += first[i] * crossed[i];
      }
    }
  }
}
