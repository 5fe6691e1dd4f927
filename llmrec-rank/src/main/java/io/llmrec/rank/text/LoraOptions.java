package io.llmrec.rank.text;

/**
 * Adapters (Hu et al., "LoRA: Low-rank adaptation of large language models", 2022): beside the
 * query and value layers of every attention, {@code y = W x + alpha / rank · B A x} with B = 0 at
 * first, of which only A and B are trained.
 *
 * @param rank rows of A, 1 to 1,024
 * @param alpha above 0
 * @param dropout of what A sees, from 0 to below 1
 */
public record LoraOptions(int rank, double alpha, double dropout) {

  /** Rank 8, alpha 16, dropout 0.05 (Bao et al., "TALLRec", 2023). */
  public static final LoraOptions DEFAULT = new LoraOptions(8, 16, 0.05);

  /** Checks the ranges. */
  public LoraOptions {
    if (rank < 1 || rank > 1_024) {
      throw new IllegalArgumentException("rank must be 1 to 1024, was " + rank);
    }
    if (!(alpha > 0) || !Double.isFinite(alpha)) {
      throw new IllegalArgumentException("alpha must be above 0, was " + alpha);
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout must be from 0 to below 1, was " + dropout);
    }
  }

  /** What the adapters' sums are multiplied by. */
  double scale() {
    return alpha / rank;
  }
}
