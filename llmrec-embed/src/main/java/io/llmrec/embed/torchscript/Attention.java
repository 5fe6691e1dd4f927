package io.llmrec.embed.torchscript;

import io.llmrec.embed.torchscript.MethodBuilder.Named;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fused scaled dot-product attention (Vaswani et al., "Attention Is All You Need", 2017), of
 * several query heads to a key head where there are fewer of these (Ainslie et al., "GQA: Training
 * Generalized Multi-Query Transformer Models", 2023).
 *
 * @param heads of the queries, at least 1
 * @param keyHeads of keys and values, a divisor of {@code heads}
 * @param headSize numbers of one head, at least 1
 */
public record Attention(int heads, int keyHeads, int headSize) {

  /** Checks that the heads divide. */
  public Attention {
    if (heads < 1 || keyHeads < 1 || headSize < 1 || heads % keyHeads != 0) {
      throw new IllegalArgumentException(
          "heads must be a multiple of the key heads, all at least 1, were %d, %d of %d numbers"
              .formatted(heads, keyHeads, headSize));
    }
  }

  /** The sizes of queries, keys and values that one linear layer gives side by side. */
  public List<Integer> widths() {
    return List.of(heads * headSize, keyHeads * headSize, keyHeads * headSize);
  }

  /** Queries, keys and values side by side, [batch, length, widths], as one tensor each. */
  public List<Value> split(MethodBuilder method, Value joined) {
    return method.ops(3, "torch.split_with_sizes", joined, widths(), -1);
  }

  /** From [batch, length, count * headSize] to [batch, length, count, headSize]. */
  public Value unfold(MethodBuilder method, Value tensor, int count) {
    return method.op("torch.unflatten", tensor, -1, List.of(count, headSize));
  }

  /** From [batch, length, count * headSize] to [batch, count, length, headSize]. */
  public Value perHead(MethodBuilder method, Value tensor, int count) {
    return method.op("torch.transpose", unfold(method, tensor, count), 1, 2);
  }

  /**
   * Attends, with tensors as {@link #perHead} gives them.
   *
   * @param mask added to the scores, broadcast to [batch, heads, length, keys], or null for none
   * @return [batch, length, heads * headSize]
   */
  public Value attend(
      MethodBuilder method, Value queries, Value keys, Value values, @Nullable Value mask) {
    return heads == keyHeads || mask == null
        ? fused(method, queries, keys, values, mask, false)
        : grouped(method, queries, keys, values, mask);
  }

  /**
   * Lets the query heads of one key head follow each other, so that keys and values need not be
   * repeated in memory.
   */
  private Value grouped(MethodBuilder method, Value queries, Value keys, Value values, Value mask) {
    int group = heads / keyHeads;
    Value folded =
        method.op(
            "torch.flatten",
            method.op("torch.unflatten", queries, 1, List.of(keyHeads, group)),
            2,
            3);
    Value repeated = method.op("torch.repeat", mask, List.of(1, 1, group, 1));
    Value mixed = method.op("torch.scaled_dot_product_attention", folded, keys, values, repeated);
    Value unfolded = method.op("torch.unflatten", mixed, 2, List.of(group, -1));
    return merged(method, method.op("torch.flatten", unfolded, 1, 2));
  }

  private static Value merged(MethodBuilder method, Value perHead) {
    return method.op("torch.flatten", method.op("torch.transpose", perHead, 1, 2), 2);
  }

  /** Attends to the same and earlier positions only; see {@link #attend}. */
  public Value attendBackwards(MethodBuilder method, Value queries, Value keys, Value values) {
    return fused(method, queries, keys, values, null, true);
  }

  private Value fused(
      MethodBuilder method,
      Value queries,
      Value keys,
      Value values,
      @Nullable Value mask,
      Object causal) {
    Value mixed =
        method.op(
            "torch.scaled_dot_product_attention",
            queries,
            keys,
            values,
            mask,
            0.0,
            causal,
            new Named("scale", null),
            new Named("enable_gqa", heads != keyHeads));
    return merged(method, mixed);
  }
}
