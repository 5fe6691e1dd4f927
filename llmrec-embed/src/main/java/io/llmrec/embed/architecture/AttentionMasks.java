package io.llmrec.embed.architecture;

import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;

/** What is added to attention scores: 0 where a token may look, minus infinity where not. */
final class AttentionMasks {

  private AttentionMasks() {}

  /** From a mask [batch, length] of ones and zeros to [batch, 1, 1, length]. */
  static Value padding(MethodBuilder method, Value mask) {
    Value wide = method.op("torch.unsqueeze", method.op("torch.unsqueeze", mask, 1), 1);
    return forbidden(method, method.op("torch.eq", wide, 0));
  }

  /** Minus infinity where the condition holds. */
  static Value forbidden(MethodBuilder method, Value condition) {
    Value zeros = method.toFlow(method.op("torch.zeros_like", condition));
    return method.op("torch.masked_fill", zeros, condition, Double.NEGATIVE_INFINITY);
  }
}
