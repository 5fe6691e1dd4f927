package io.llmrec.embed.torchscript;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something a script's methods find under {@code self}. */
sealed interface Attribute {

  /** Its type in TorchScript. */
  String type();

  /** A tensor of any type. */
  record Plain(Storage storage, List<Long> shape) implements Attribute {
    @Override
    public String type() {
      return "Tensor";
    }
  }

  /** The 8-bit weight and the bias of a linear layer, packed for the processor when loaded. */
  record Packed(QuantizedRows weight, @Nullable TensorSource bias) implements Attribute {

    static final String CLASS = "LinearPackedParamsBase";
    static final String MODULE = "__torch__.torch.classes.quantized";

    @Override
    public String type() {
      return MODULE + "." + CLASS;
    }
  }
}
