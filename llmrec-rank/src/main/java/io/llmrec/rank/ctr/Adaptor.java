package io.llmrec.rank.ctr;

import io.llmrec.rank.network.HybridExperts.Experts;

/**
 * How vectors enter a model; see {@link io.llmrec.rank.network.HybridExperts}.
 *
 * @param experts how many, of which kind
 * @param hidden units of an expert, 1 to 4,096
 */
public record Adaptor(Experts experts, int hidden) {

  /** 2 shared and 5 dedicated experts with 128 units, as in KAR. */
  public static final Adaptor DEFAULT = new Adaptor(new Experts(2, 5), 128);

  /** Checks the range. */
  public Adaptor {
    if (hidden < 1 || hidden > 4096) {
      throw new IllegalArgumentException("hidden must be 1 to 4096, was " + hidden);
    }
  }
}
