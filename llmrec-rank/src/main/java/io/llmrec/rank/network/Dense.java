package io.llmrec.rank.network;

import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.train.Initializer;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;

/**
 * {@code f(W x + b)}, from [.., inputs] to [.., outputs].
 *
 * @param name of its weights
 * @param inputs at least 1
 * @param outputs at least 1
 * @param nonlinearity what is done at last
 */
public record Dense(String name, int inputs, int outputs, Nonlinearity nonlinearity) {

  /** The slope of {@link Nonlinearity#PRELU} and {@link Nonlinearity#DICE} below 0 at first. */
  private static final float FIRST_SLOPE = 0.25f;

  /** Sums are small at first; a flat gate would leave the layer all but linear. */
  private static final float FIRST_GATE = 5;

  /** Checks the sizes. */
  public Dense {
    if (inputs < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          "layer '%s' must have inputs and outputs, had %d and %d"
              .formatted(name, inputs, outputs));
    }
  }

  /** Adds its weights. */
  public void declare(Weights weights) {
    weights.add(name + ".weight", Initializer.xavierUniform(), outputs, inputs);
    weights.add(name + ".bias", Initializer.zeros(), outputs);
    if (nonlinearity == Nonlinearity.PRELU || nonlinearity == Nonlinearity.DICE) {
      weights.add(name + ".slope", Initializer.constant(FIRST_SLOPE), outputs);
    }
    if (nonlinearity == Nonlinearity.DICE) {
      weights.add(name + ".gate_scale", Initializer.constant(FIRST_GATE), outputs);
      weights.add(name + ".gate_shift", Initializer.zeros(), outputs);
    }
  }

  /** Writes it into a graph. */
  public Value script(NetworkScript script, Value input) {
    Value linear =
        script
            .method()
            .op(
                "torch.linear",
                input,
                script.weight(name + ".weight"),
                script.weight(name + ".bias"));
    return bent(script, linear);
  }

  private Value bent(NetworkScript script, Value x) {
    if (nonlinearity == Nonlinearity.NONE) {
      return x;
    }
    Value above = script.method().op("torch.relu", x);
    if (nonlinearity == Nonlinearity.RELU) {
      return above;
    }
    Value slope = script.weight(name + ".slope");
    if (nonlinearity == Nonlinearity.PRELU) {
      Value below = script.method().op("torch.sub", x, above);
      return script.method().op("torch.add", above, script.method().op("torch.mul", below, slope));
    }
    Value scaled = script.method().op("torch.mul", x, script.weight(name + ".gate_scale"));
    Value gate =
        script
            .method()
            .op(
                "torch.sigmoid",
                script.method().op("torch.add", scaled, script.weight(name + ".gate_shift")));
    // p x + (1 - p) a x = a x + p (x - a x)
    Value sloped = script.method().op("torch.mul", x, slope);
    Value rest = script.method().op("torch.sub", x, sloped);
    return script.method().op("torch.add", sloped, script.method().op("torch.mul", gate, rest));
  }

  /** The layer with the weights as they are now; copies them. */
  public Computed computed(Weights weights) {
    return new ComputedDense(this, weights);
  }

  /** The same as parts that can be computed apart. */
  public DenseParts parts(Weights weights) {
    return new ComputedDense(this, weights);
  }
}
