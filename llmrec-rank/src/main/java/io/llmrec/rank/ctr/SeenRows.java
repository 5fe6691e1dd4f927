package io.llmrec.rank.ctr;

import io.llmrec.rank.network.ComputedHistory.Seen;
import java.util.function.Function;

/** Rows of a user as a candidate sees them, in plain Java. */
record SeenRows(Function<int[], Seen> rows, ComputedField candidate, int width)
    implements ComputedField.Reusing {

  @Override
  public void apply(int[] row, float[] target, int at) {
    forUser(row).apply(row, target, at);
  }

  @Override
  public ComputedField forUser(int[] user) {
    Seen seen = rows.apply(user);
    return (row, target, at) -> {
      float[] query = new float[width];
      candidate.apply(row, query, 0);
      float[] result = new float[width];
      seen.apply(query, result);
      System.arraycopy(result, 0, target, at, width);
    };
  }
}
