package io.llmrec.rank.ctr;

import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.network.Computed;
import io.llmrec.rank.network.Dense;
import io.llmrec.rank.network.InteractingAttention;
import io.llmrec.rank.network.Nonlinearity;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** AutoInt: layers of attention over all fields, and a linear function of what they give. */
final class InteractingHead implements Head {

  private final List<InteractingAttention> layers = new ArrayList<>();
  private final int fields;
  private final int width;
  private final Dense last;
  private final @Nullable DeepHead deep;

  InteractingHead(CtrOptions options, Inputs inputs) {
    width = inputs.width();
    fields = inputs.numbers() / width;
    for (int i = 0; i < options.layers(); i++) {
      layers.add(
          new InteractingAttention(
              "interacting." + i, fields, width, options.heads(), width / options.heads()));
    }
    last = new Dense("interacting.last", fields * width, 1, Nonlinearity.NONE);
    deep =
        options.hidden().isEmpty()
            ? null
            : new DeepHead(options, inputs.numbers(), Nonlinearity.RELU);
  }

  @Override
  public void declare(Weights weights) {
    layers.forEach(layer -> layer.declare(weights));
    last.declare(weights);
    if (deep != null) {
      deep.declare(weights);
    }
  }

  @Override
  public Value script(NetworkScript script, Value x) {
    Value logit = last.script(script, attended(script, x));
    return deep == null ? logit : script.method().op("torch.add", logit, deep.script(script, x));
  }

  private Value attended(NetworkScript script, Value x) {
    MethodBuilder method = script.method();
    Value each = method.op("torch.unflatten", x, 1, List.of(fields, width));
    for (InteractingAttention layer : layers) {
      each = layer.script(script, each);
    }
    return method.op("torch.flatten", each, 1);
  }

  @Override
  public Value hidden(NetworkScript script, Value x) {
    Value attended = attended(script, x);
    return deep == null
        ? attended
        : script.method().op("torch.cat", List.of(attended, deep.hidden(script, x)), 1);
  }

  @Override
  public int hiddenWidth() {
    return last.inputs() + (deep == null ? 0 : deep.hiddenWidth());
  }

  @Override
  public Joining computed(Weights weights) {
    List<Computed> attention = layers.stream().map(layer -> layer.computed(weights)).toList();
    Computed linear = last.computed(weights);
    Joining perceptron = deep == null ? x -> 0 : deep.computed(weights);
    return x -> {
      float[] each = x;
      for (Computed layer : attention) {
        float[] next = new float[layer.outputs()];
        layer.apply(each, next);
        each = next;
      }
      float[] logit = new float[1];
      linear.apply(each, logit);
      return logit[0] + perceptron.logit(x);
    };
  }
}
