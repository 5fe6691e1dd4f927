package io.llmrec.rank.ctr;

import io.llmrec.embed.torch.Compute;
import io.llmrec.rank.train.NetworkScorer;

/**
 * A {@link CtrModel} run by libtorch, for hosts with a GPU or with large batches. Gives what the
 * model gives, to a hundred-thousandth. What the adaptor makes of a vector is computed once.
 *
 * <p>Safe for use by several threads. Holds native memory until it is closed.
 */
public final class CtrTorchScorer implements AutoCloseable {

  private final CtrModel model;
  private final NetworkScorer scorer;

  CtrTorchScorer(CtrModel model, Compute compute, int calls) {
    this.model = model;
    this.scorer = NetworkScorer.open(model.network(), compute, calls, CtrNetwork.SERVED_LOGIT);
  }

  /**
   * How likely each sample is positive.
   *
   * @param rows encoded by the model's encoder
   */
  public double[] probabilities(int[][] rows) {
    if (rows.length == 0) {
      return new double[0];
    }
    float[] logits = scorer.score(CtrNetwork.servedBatch(model.computed(), rows)).get(0);
    double[] probabilities = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      probabilities[i] = ComputedNetwork.probability(logits[i]);
    }
    return probabilities;
  }

  @Override
  public void close() {
    scorer.close();
  }
}
