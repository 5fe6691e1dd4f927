package io.llmrec.rank.twotower;

import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.MethodBuilder.Named;
import io.llmrec.embed.torchscript.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The softmax of each positive against the other items of its batch and its hard negatives:
 *
 * <pre>-ln exp(s_ii - ln q_i) / (sum_j exp(s_ij - ln q_j) + sum_h exp(s_ih - ln q_h))</pre>
 *
 * <p>{@code q} is how often an item is drawn (Yi et al., 2019). Entries that are no negatives, for
 * the user took them too, count as nothing.
 */
final class InBatchLoss {

  private static final double NOTHING = -1e9;

  private final MethodBuilder method;

  InBatchLoss(MethodBuilder method) {
    this.method = method;
  }

  /**
   * The exponents. Of the square of scores one copy is made, and filled in place: it is the largest
   * thing in a step.
   *
   * @param users [batch, width], each divided by the temperature
   * @param items [batch, width], the positive of each user
   * @param logQ [batch], of each item, or null for no correction
   * @param masked places in the scores, row by row, that count as nothing
   * @param hard [batch, hard]: scores of hard negatives, corrected, or null for none
   * @return [batch, batch + hard]
   */
  Value exponents(
      Value users, Value items, @Nullable Value logQ, Value masked, @Nullable Value hard) {
    Value columns = method.op("torch.t", items);
    Value scores =
        logQ == null
            ? method.op("torch.mm", users, columns)
            : method.op("torch.addmm", method.op("torch.neg", logQ), users, columns);
    Value flat = method.op("torch.view", scores, List.of(-1));
    Value filled = method.op("torch.index_fill_", flat, 0, masked, NOTHING);
    Value square = method.op("torch.view_as", filled, scores);
    return hard == null ? square : method.op("torch.cat", List.of(square, hard), 1);
  }

  /** The mean over the batch; positive i is in column i. */
  Value mean(Value exponents) {
    Value columns =
        method.op(
            "torch.arange",
            method.size(exponents, 0),
            new Named("dtype", null),
            new Named("layout", null),
            new Named("device", method.op("ops.prim.device", exponents)));
    return method.op("torch.cross_entropy_loss", exponents, columns);
  }
}
