package io.llmrec.rank.ctr;

import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.network.Computed;
import io.llmrec.rank.network.Dense;
import io.llmrec.rank.network.Nonlinearity;
import io.llmrec.rank.network.Perceptron;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;

/** A perceptron over all numbers, and a linear function of what it gives. */
final class DeepHead implements Head {

  private final Perceptron deep;
  private final Dense last;

  DeepHead(CtrOptions options, Inputs inputs) {
    this(options, inputs.numbers(), nonlinearity(options.backbone()));
  }

  /** Over so many numbers. */
  DeepHead(CtrOptions options, int numbers, Nonlinearity nonlinearity) {
    deep = Perceptron.of("deep", numbers, options.hidden(), nonlinearity, options.dropout());
    last = new Dense("deep.last", deep.outputs(), 1, Nonlinearity.NONE);
  }

  /** With slopes below 0 for DIN, as its authors have it, a rectifier for the others. */
  private static Nonlinearity nonlinearity(Backbone backbone) {
    return backbone == Backbone.DIN ? Nonlinearity.PRELU : Nonlinearity.RELU;
  }

  @Override
  public void declare(Weights weights) {
    deep.declare(weights);
    last.declare(weights);
  }

  @Override
  public Value script(NetworkScript script, Value x) {
    return last.script(script, deep.script(script, x));
  }

  @Override
  public Joining computed(Weights weights) {
    Computed layers = deep.computed(weights);
    Computed linear = last.computed(weights);
    return x -> {
      float[] hidden = new float[layers.outputs()];
      layers.apply(x, hidden);
      float[] logit = new float[1];
      linear.apply(hidden, logit);
      return logit[0];
    };
  }
}
