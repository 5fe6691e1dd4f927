package io.llmrec.rank.network;

import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.train.Initializer;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import java.util.List;

/**
 * Fields that look at each other: several heads of self-attention over the fields, a linear
 * residual and a rectifier (Song et al., "AutoInt", 2019), with products scaled by the root of a
 * head's size.
 *
 * @param name of its weights
 * @param fields how many there are
 * @param inputs width of a field that comes in
 * @param heads at least 1
 * @param headSize numbers of a head, at least 1
 */
public record InteractingAttention(String name, int fields, int inputs, int heads, int headSize) {

  /** Checks the sizes. */
  public InteractingAttention {
    if (fields < 1 || inputs < 1 || heads < 1 || headSize < 1) {
      throw new IllegalArgumentException(
          "attention '%s' must have fields, inputs, heads and a head size, had %d, %d, %d and %d"
              .formatted(name, fields, inputs, heads, headSize));
    }
  }

  /** Width of a field that comes out. */
  public int outputs() {
    return heads * headSize;
  }

  /** Adds its weights: queries, keys, values and residual below each other. */
  public void declare(Weights weights) {
    Initializer start = Starts.xavier(inputs, outputs());
    weights.add(name + ".weight", start, 4 * outputs(), inputs);
  }

  /**
   * Writes it into a graph.
   *
   * @param x [batch, fields, inputs]
   * @return [batch, fields, outputs]
   */
  public Value script(NetworkScript script, Value x) {
    MethodBuilder method = script.method();
    Value all = method.op("torch.linear", x, script.weight(name + ".weight"));
    List<Value> parts = method.ops(4, "torch.chunk", all, 4, -1);
    Value queries = perHead(method, parts.get(0));
    Value keys = perHead(method, parts.get(1));
    Value values = perHead(method, parts.get(2));
    Value products = method.op("torch.matmul", queries, method.op("torch.transpose", keys, 2, 3));
    Value scores = method.op("torch.mul", products, 1 / Math.sqrt(headSize));
    Value shares = method.op("torch.softmax", scores, -1);
    Value mixed = method.op("torch.transpose", method.op("torch.matmul", shares, values), 1, 2);
    Value joined = method.op("torch.flatten", mixed, 2);
    return method.op("torch.relu", method.op("torch.add", joined, parts.get(3)));
  }

  private Value perHead(MethodBuilder method, Value x) {
    Value unfolded = method.op("torch.unflatten", x, -1, List.of(heads, headSize));
    return method.op("torch.transpose", unfolded, 1, 2);
  }

  /** The layer with the weights as they are now; its input is all fields side by side. */
  public Computed computed(Weights weights) {
    float[][] rows = Kernels.byInput(weights.values(name + ".weight"), 0, 4 * outputs(), inputs);
    return new ComputedInteraction(this, rows);
  }
}
