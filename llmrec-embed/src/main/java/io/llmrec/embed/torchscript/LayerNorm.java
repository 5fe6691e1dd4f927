package io.llmrec.embed.torchscript;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mean 0 and variance 1 over the last axis, then scaled and shifted (Ba, Kiros, Hinton, "Layer
 * Normalization", 2016).
 *
 * @param name of its tensors in the module
 * @param weight of shape [width]
 * @param bias of shape [width], or null for none
 * @param epsilon added to the variance
 */
public record LayerNorm(
    String name, TensorSource weight, @Nullable TensorSource bias, double epsilon)
    implements Layer {

  @Override
  public Value apply(MethodBuilder method, Value input) {
    ScriptBuilder module = method.module();
    return method.op(
        "torch.layer_norm",
        input,
        List.of(weight.shape().get(0)),
        module.tensor(name + ".weight", weight),
        bias == null ? null : module.tensor(name + ".bias", bias),
        epsilon);
  }

  /** The same in 32 bits, for an input that is kept so; the result is as the module's layers. */
  public Value applyExactly(MethodBuilder method, Value input) {
    ScriptBuilder module = method.module();
    return method.toFlow(
        method.op(
            "torch.layer_norm",
            input,
            List.of(weight.shape().get(0)),
            module.exactTensor(name + ".weight", weight),
            bias == null ? null : module.exactTensor(name + ".bias", bias),
            epsilon));
  }
}
