package io.llmrec.rank.twotower;

import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.network.Computed;
import io.llmrec.rank.network.Dense;
import io.llmrec.rank.network.Nonlinearity;
import io.llmrec.rank.network.Perceptron;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hidden layers with dropout, then a plain one.
 *
 * @param hidden null for none
 * @param last gives the tower's vector, not yet of unit length
 */
record Tower(@Nullable Perceptron hidden, Dense last) {

  static Tower of(String name, int inputs, List<Integer> widths, double dropout) {
    List<Integer> before = widths.subList(0, widths.size() - 1);
    Perceptron hidden =
        before.isEmpty()
            ? null
            : Perceptron.of(name + ".hidden", inputs, before, Nonlinearity.RELU, dropout);
    int width = hidden == null ? inputs : hidden.outputs();
    int outputs = widths.get(widths.size() - 1);
    return new Tower(hidden, new Dense(name + ".last", width, outputs, Nonlinearity.NONE));
  }

  void declare(Weights weights) {
    if (hidden != null) {
      hidden.declare(weights);
    }
    last.declare(weights);
  }

  Value script(NetworkScript script, Value input) {
    return last.script(script, hidden == null ? input : hidden.script(script, input));
  }

  /** The tower in plain Java, with the weights as they are now. */
  Function computed(Weights weights) {
    Computed head = last.computed(weights);
    Computed body = hidden == null ? null : hidden.computed(weights);
    return input -> {
      float[] x = input;
      if (body != null) {
        x = new float[body.outputs()];
        body.apply(input, x);
      }
      float[] y = new float[head.outputs()];
      head.apply(x, y);
      return y;
    };
  }

  /** Numbers to numbers. */
  @FunctionalInterface
  interface Function {
    float[] apply(float[] input);
  }
}
