package io.llmrec.embed.torchscript;

import org.jspecify.annotations.Nullable;

/**
 * {@code y = x W^T + b}, from [.., inputs] to [.., outputs]; in a module of 8-bit precision with a
 * packed weight.
 *
 * @param name of its tensors in the module
 * @param weight of shape [outputs, inputs]
 * @param bias of shape [outputs], or null for none
 */
public record Linear(String name, TensorSource weight, @Nullable TensorSource bias)
    implements Layer {

  @Override
  public Value apply(MethodBuilder method, Value input) {
    ScriptBuilder module = method.module();
    if (module.precision() == Precision.INT8) {
      Value packed = module.packed(name + ".packed", weight, bias);
      return method.op("ops.quantized.linear_dynamic", input, packed, Processor.NEEDS_SPARE_BIT);
    }
    Value shared = module.tensor(name + ".weight", weight);
    return bias == null
        ? method.op("torch.linear", input, shared)
        : method.op("torch.linear", input, shared, module.tensor(name + ".bias", bias));
  }
}
