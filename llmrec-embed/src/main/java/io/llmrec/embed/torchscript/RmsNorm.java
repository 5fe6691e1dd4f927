package io.llmrec.embed.torchscript;

import java.util.List;

/**
 * Root mean square 1 over the last axis, then scaled (Zhang, Sennrich, "Root Mean Square Layer
 * Normalization", 2019).
 *
 * @param name of its tensor in the module
 * @param weight of shape [width]
 * @param epsilon added to the mean square
 */
public record RmsNorm(String name, TensorSource weight, double epsilon) implements Layer {

  @Override
  public Value apply(MethodBuilder method, Value input) {
    Value scale = method.module().tensor(name + ".weight", weight);
    return method.op("torch.rms_norm", input, List.of(weight.shape().get(0)), scale, epsilon);
  }

  /** The same in 32 bits, for an input that is kept so; the result is as the module's layers. */
  public Value applyExactly(MethodBuilder method, Value input) {
    Value scale = method.module().exactTensor(name + ".weight", weight);
    List<Long> width = List.of(weight.shape().get(0));
    return method.toFlow(method.op("torch.rms_norm", input, width, scale, epsilon));
  }
}
