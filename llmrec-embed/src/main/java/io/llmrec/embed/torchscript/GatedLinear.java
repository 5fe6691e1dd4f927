package io.llmrec.embed.torchscript;

import java.util.List;

/**
 * {@code down(f(gate(x)) * up(x))}, both projections in one linear layer (Shazeer, "GLU Variants
 * Improve Transformer", 2020): with {@link Activation#SILU} it is SwiGLU.
 *
 * @param gateAndUp gives the gate first, then as many numbers that it opens
 * @param activation of the gate
 * @param down back to the width of the input
 */
public record GatedLinear(Linear gateAndUp, Activation activation, Linear down) implements Layer {

  @Override
  public Value apply(MethodBuilder method, Value input) {
    List<Value> halves = method.ops(2, "torch.chunk", gateAndUp.apply(method, input), 2, -1);
    Value open = activation.apply(method, halves.get(0));
    return down.apply(method, method.op("torch.mul", open, halves.get(1)));
  }
}
