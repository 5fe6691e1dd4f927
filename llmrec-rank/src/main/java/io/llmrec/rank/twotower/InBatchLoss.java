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
   * The exponents.
   *
   * @param scores [batch, batch]: user i, item j
   * @param logQ [batch], of each column's item, or null for no correction
   * @param masked places in the scores, row by row, that count as nothing
   * @param hard [batch, hard]: scores of hard negatives, corrected, or null for none
   * @return [batch, batch + hard]
   */
  Value exponents(Value scores, @Nullable Value logQ, Value masked, @Nullable Value hard) {
    Value corrected = logQ == null ? scores : method.op("torch.sub", scores, logQ);
    Value flat =
        method.op("torch.index_fill", method.op("torch.flatten", corrected), 0, masked, NOTHING);
    Value square = method.op("torch.view_as", flat, scores);
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
