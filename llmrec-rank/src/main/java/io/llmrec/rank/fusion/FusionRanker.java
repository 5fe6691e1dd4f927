package io.llmrec.rank.fusion;

import io.llmrec.core.llm.LlmException;
import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import java.util.List;

/**
 * A ranker that fuses the scores of two others.
 *
 * <p>The history's length is that of the request's user. When the language model gives no reply,
 * the base's scores stand and the stage reports itself degraded. When its scores are all equal, the
 * base's order stays. As safe for use by several threads as both rankers.
 */
public final class FusionRanker implements Ranker {

  private final Ranker base;
  private final Ranker llm;
  private final ScoreFusion fusion;

  /** A trained ranker, one that asks a language model, and how they are fused. */
  public FusionRanker(Ranker base, Ranker llm, ScoreFusion fusion) {
    this.base = base;
    this.llm = llm;
    this.fusion = fusion;
  }

  @Override
  public double[] score(StageContext context, List<Candidate> candidates) {
    double[] scores = base.score(context, candidates);
    int length = context.request().user().history().size();
    if (candidates.isEmpty() || fusion.baseWeight(length) == 1) {
      return scores;
    }
    try {
      return fusion.fuse(scores, llm.score(context, candidates), length);
    } catch (LlmException e) {
      context.degrade("fusion: the base alone, the model gave no reply: " + e.getMessage());
      return scores;
    }
  }

  @Override
  public String toString() {
    return "FusionRanker[" + base + ", " + llm + "]";
  }
}
