package io.llmrec.embed.transformer;

import ai.djl.ndarray.NDArray;
import io.llmrec.embed.torch.LengthBatches;
import io.llmrec.embed.torch.TorchModule;
import io.llmrec.embed.torch.TorchSession;
import java.util.List;

/**
 * Computes rows of unequal length: rows of about the same length go together, as many as fit into
 * so many tokens, so that little is filled up; results come in the order of the rows.
 */
final class TokenBatches {

  /** From ids, mask and segments [batch, length] to a vector for each row. */
  @FunctionalInterface
  interface Step {
    float[][] run(TorchSession session, NDArray ids, NDArray mask, NDArray segments);
  }

  private final TorchModule module;
  private final int tokens;
  private final Step step;

  TokenBatches(TorchModule module, int tokens, Step step) {
    this.module = module;
    this.tokens = tokens;
    this.step = step;
  }

  /** One vector per row. */
  float[][] run(List<TokenRow> rows) {
    float[][] results = new float[rows.size()][];
    List<Integer> lengths = rows.stream().map(TokenRow::length).toList();
    for (List<Integer> batch : LengthBatches.plan(lengths, tokens)) {
      float[][] vectors = compute(batch.stream().map(rows::get).toList());
      for (int i = 0; i < vectors.length; i++) {
        results[batch.get(i)] = vectors[i];
      }
    }
    return results;
  }

  private float[][] compute(List<TokenRow> rows) {
    int length = rows.get(0).length();
    long[] ids = new long[rows.size() * length];
    long[] mask = new long[ids.length];
    long[] segments = new long[ids.length];
    for (int r = 0; r < rows.size(); r++) {
      TokenRow row = rows.get(r);
      for (int i = 0; i < row.length(); i++) {
        ids[r * length + i] = row.ids()[i];
        mask[r * length + i] = 1;
        segments[r * length + i] = row.segments()[i];
      }
    }
    return module.call(
        session ->
            step.run(
                session,
                session.wholes(ids, rows.size(), length),
                session.wholes(mask, rows.size(), length),
                session.wholes(segments, rows.size(), length)));
  }
}
