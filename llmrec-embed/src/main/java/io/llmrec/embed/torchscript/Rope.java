package io.llmrec.embed.torchscript;

import java.util.List;

/**
 * Positions as rotations of pairs of numbers, the first half of a head against the second (Su et
 * al., "RoFormer: Enhanced Transformer with Rotary Position Embedding", 2021). Angles are computed
 * in 32 bits whatever the precision.
 *
 * @param name of its tensor in the module
 * @param frequencies radians per position, one for each pair
 * @param factor multiplies sine and cosine; 1 but for some extensions of the context
 */
public record Rope(String name, float[] frequencies, double factor) {

  /**
   * Sine and cosine of all positions.
   *
   * @param cosine [batch, 1, length, headSize]
   * @param sine the same
   */
  public record Angles(Value cosine, Value sine) {}

  /** The angles of positions [batch, length]. */
  public Angles angles(MethodBuilder method, Value positions) {
    Value rates =
        method.module().exactTensor(name, TensorSource.of(frequencies, frequencies.length));
    Value column = method.op("torch.unsqueeze", method.op("torch.unsqueeze", positions, 1), -1);
    Value half = method.op("torch.mul", column, rates);
    Value whole = method.op("torch.cat", List.of(half, half), -1);
    return new Angles(
        scaled(method, method.op("torch.cos", whole)),
        scaled(method, method.op("torch.sin", whole)));
  }

  private Value scaled(MethodBuilder method, Value value) {
    return factor == 1 ? value : method.op("torch.mul", value, factor);
  }

  /** Rotates queries or keys [batch, heads, length, headSize]. */
  public Value rotate(MethodBuilder method, Value tensor, Angles angles) {
    List<Value> halves = method.ops(2, "torch.chunk", tensor, 2, -1);
    Value turned =
        method.op("torch.cat", List.of(method.op("torch.neg", halves.get(1)), halves.get(0)), -1);
    Value sum =
        method.op(
            "torch.add",
            method.op("torch.mul", tensor, angles.cosine()),
            method.op("torch.mul", turned, angles.sine()));
    return method.module().precision() == Precision.BF16 ? method.toFlow(sum) : sum;
  }
}
