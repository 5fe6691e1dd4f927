package io.llmrec.embed.architecture;

import io.llmrec.embed.architecture.EncoderGraph.Hidden;
import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;
import java.util.List;

/** Writes poolings into a method: [batch, length, width] and a mask become [batch, width], F32. */
public final class Pooler {

  private final MethodBuilder method;
  private final Value mask;

  /**
   * A pooler.
   *
   * @param mask [batch, length] of whole numbers, each row ones and then zeros
   */
  public Pooler(MethodBuilder method, Value mask) {
    this.method = method;
    this.mask = mask;
  }

  /** Pools as it is told to. */
  public Value pool(Pooling pooling, Hidden hidden) {
    Value last = hidden.last();
    return switch (pooling) {
      case CLS -> method.toFloat(method.op("torch.select", last, 1, 0));
      case MEAN -> mean(last, method.toFloat(mask));
      case MAX -> max(last);
      case LAST -> last(last);
      case WEIGHTED_MEAN -> mean(last, positionWeights());
      case FIRST_LAST_MEAN -> {
        Value both = method.op("torch.add", method.toFloat(hidden.first()), method.toFloat(last));
        yield method.op("torch.mul", mean(both, method.toFloat(mask)), 0.5);
      }
    };
  }

  private Value positionWeights() {
    Value positions = method.op("torch.cumsum", mask, 1);
    return method.toFloat(method.op("torch.mul", positions, mask));
  }

  private Value mean(Value vectors, Value weights) {
    Value column = method.op("torch.unsqueeze", weights, -1);
    Value weighted = method.op("torch.mul", method.toFloat(vectors), column);
    Value sum = method.op("torch.sum", weighted, List.of(1));
    return method.op("torch.div", sum, method.op("torch.sum", column, List.of(1)));
  }

  private Value max(Value vectors) {
    Value padding = method.op("torch.unsqueeze", method.op("torch.eq", mask, 0), -1);
    Value kept =
        method.op("torch.masked_fill", method.toFloat(vectors), padding, Double.NEGATIVE_INFINITY);
    return method.op("torch.amax", kept, List.of(1));
  }

  /** The vector of each row's last token. */
  public Value last(Value vectors) {
    Value position = method.op("torch.sub", method.op("torch.sum", mask, List.of(1)), 1);
    return method.toFloat(at(vectors, position));
  }

  /** The vectors at one position [batch] of each row. */
  private Value at(Value vectors, Value position) {
    Value column = method.op("torch.unsqueeze", method.op("torch.unsqueeze", position, -1), -1);
    Value index = method.op("torch.expand", column, List.of(-1, -1, method.size(vectors, -1)));
    return method.op("torch.squeeze", method.op("torch.gather", vectors, 1, index), 1);
  }
}
