package io.llmrec.embed.architecture;

import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;

/** Counting tokens. */
final class Positions {

  private Positions() {}

  /** 0, 1, 2 ... over the ones of a mask [batch, length]; the rest repeats the last position. */
  static Value count(MethodBuilder method, Value mask) {
    return method.op("torch.sub", method.op("torch.cumsum", mask, 1), 1);
  }
}
