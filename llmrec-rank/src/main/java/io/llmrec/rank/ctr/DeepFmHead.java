package io.llmrec.rank.ctr;

import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.network.Computed;
import io.llmrec.rank.network.Dense;
import io.llmrec.rank.network.FactorisationMachine;
import io.llmrec.rank.network.Nonlinearity;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DeepFM. The last number of each field is its weight of first order; the others enter pairs and
 * perceptron. Knowledge enters the perceptron and, through a linear function, the first order.
 */
final class DeepFmHead implements Head {

  private final Inputs inputs;
  private final int width;
  private final FactorisationMachine pairs;
  private final DeepHead deep;
  private final @Nullable Dense first;

  DeepFmHead(CtrOptions options, Inputs inputs) {
    this.inputs = inputs;
    this.width = inputs.width() - 1;
    this.pairs = new FactorisationMachine(inputs.fields(), width);
    this.deep =
        new DeepHead(options, inputs.fields() * width + inputs.knowledge(), Nonlinearity.RELU);
    this.first =
        inputs.knowledge() == 0
            ? null
            : new Dense("first.knowledge", inputs.knowledge(), 1, Nonlinearity.NONE);
  }

  @Override
  public void declare(Weights weights) {
    deep.declare(weights);
    if (first != null) {
      first.declare(weights);
    }
  }

  @Override
  public Value script(NetworkScript script, Value x) {
    MethodBuilder method = script.method();
    int end = inputs.fields() * inputs.width();
    Value all = method.head(x, 1, end);
    Value each = method.op("torch.unflatten", all, 1, List.of(inputs.fields(), inputs.width()));
    Value weights = method.op("torch.slice", each, 2, width, inputs.width());
    Value order1 = method.op("torch.sum", weights, List.of(1));
    Value fields = method.op("torch.flatten", method.op("torch.slice", each, 2, 0, width), 1);
    Value sum = method.op("torch.add", order1, pairs.script(script, fields));
    if (first == null) {
      return method.op("torch.add", sum, deep.script(script, fields));
    }
    Value knowledge = method.op("torch.slice", x, 1, end, inputs.numbers());
    Value joined = method.op("torch.cat", List.of(fields, knowledge), 1);
    Value linear = method.op("torch.add", sum, first.script(script, knowledge));
    return method.op("torch.add", linear, deep.script(script, joined));
  }

  /** What the perceptron gives: pairs and first order have no layer behind them. */
  @Override
  public Value hidden(NetworkScript script, Value x) {
    MethodBuilder method = script.method();
    int end = inputs.fields() * inputs.width();
    Value all = method.head(x, 1, end);
    Value each = method.op("torch.unflatten", all, 1, List.of(inputs.fields(), inputs.width()));
    Value fields = method.op("torch.flatten", method.op("torch.slice", each, 2, 0, width), 1);
    if (first == null) {
      return deep.hidden(script, fields);
    }
    Value knowledge = method.op("torch.slice", x, 1, end, inputs.numbers());
    return deep.hidden(script, method.op("torch.cat", List.of(fields, knowledge), 1));
  }

  @Override
  public int hiddenWidth() {
    return deep.hiddenWidth();
  }

  @Override
  public Joining computed(Weights weights) {
    Joining perceptron = deep.computed(weights);
    Computed linear = first == null ? null : first.computed(weights);
    return x -> {
      float[] joined = new float[inputs.fields() * width + inputs.knowledge()];
      float sum = 0;
      for (int f = 0; f < inputs.fields(); f++) {
        System.arraycopy(x, f * inputs.width(), joined, f * width, width);
        sum += x[f * inputs.width() + width];
      }
      int end = inputs.fields() * inputs.width();
      float[] knowledge = new float[inputs.knowledge()];
      System.arraycopy(x, end, knowledge, 0, knowledge.length);
      System.arraycopy(knowledge, 0, joined, inputs.fields() * width, knowledge.length);
      float[] order1 = new float[1];
      if (linear != null) {
        linear.apply(knowledge, order1);
      }
      return sum + order1[0] + pairs.apply(joined) + perceptron.logit(joined);
    };
  }
}
