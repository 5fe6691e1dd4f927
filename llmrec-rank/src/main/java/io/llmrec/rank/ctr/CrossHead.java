package io.llmrec.rank.ctr;

import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.network.Computed;
import io.llmrec.rank.network.CrossLayer;
import io.llmrec.rank.network.Dense;
import io.llmrec.rank.network.Nonlinearity;
import io.llmrec.rank.network.Perceptron;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import java.util.ArrayList;
import java.util.List;

/** DCN-v2: crossing beside a perceptron, and a linear function of what both give. */
final class CrossHead implements Head {

  private final List<CrossLayer> crosses = new ArrayList<>();
  private final Perceptron deep;
  private final Dense last;

  CrossHead(CtrOptions options, Inputs inputs) {
    int numbers = inputs.numbers();
    for (int i = 0; i < options.layers(); i++) {
      crosses.add(new CrossLayer("cross." + i, numbers));
    }
    deep = Perceptron.of("deep", numbers, options.hidden(), Nonlinearity.RELU, options.dropout());
    last = new Dense("last", numbers + deep.outputs(), 1, Nonlinearity.NONE);
  }

  List<CrossLayer> crosses() {
    return crosses;
  }

  Perceptron deep() {
    return deep;
  }

  Dense last() {
    return last;
  }

  @Override
  public void declare(Weights weights) {
    crosses.forEach(cross -> cross.declare(weights));
    deep.declare(weights);
    last.declare(weights);
  }

  @Override
  public Value script(NetworkScript script, Value x) {
    return last.script(script, hidden(script, x));
  }

  @Override
  public int hiddenWidth() {
    return last.inputs();
  }

  @Override
  public Value hidden(NetworkScript script, Value x) {
    MethodBuilder method = script.method();
    Value crossed = x;
    for (CrossLayer cross : crosses) {
      crossed = cross.script(script, x, crossed);
    }
    return method.op("torch.cat", List.of(crossed, deep.script(script, x)), 1);
  }

  @Override
  public Joining computed(Weights weights) {
    List<CrossLayer.ComputedCross> layers =
        crosses.stream().map(cross -> cross.computed(weights)).toList();
    Computed perceptron = deep.computed(weights);
    Computed linear = last.computed(weights);
    return x -> {
      float[] crossed = x.clone();
      layers.forEach(layer -> layer.apply(x, crossed));
      float[] hidden = new float[perceptron.outputs()];
      perceptron.apply(x, hidden);
      float[] joined = new float[crossed.length + hidden.length];
      System.arraycopy(crossed, 0, joined, 0, crossed.length);
      System.arraycopy(hidden, 0, joined, crossed.length, hidden.length);
      float[] logit = new float[1];
      linear.apply(joined, logit);
      return logit[0];
    };
  }
}
