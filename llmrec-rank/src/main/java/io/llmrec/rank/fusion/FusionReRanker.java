package io.llmrec.rank.fusion;

import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A re-ranker that fuses the incoming order with that of another re-ranker, such as one that asks a
 * language model.
 *
 * <p>The base is the candidates' scores while these fall from first to last, else minus the places;
 * the other score is minus the place that the inner re-ranker gives. Where the inner one leaves the
 * incoming order, as it does when it fails, so does this. As safe for use by several threads as the
 * inner one.
 */
public final class FusionReRanker implements ReRanker {

  private final ReRanker llm;
  private final ScoreFusion fusion;

  /** What gives the other order, and how much it counts. */
  public FusionReRanker(ReRanker llm, ScoreFusion fusion) {
    this.llm = llm;
    this.fusion = fusion;
  }

  @Override
  public List<Candidate> rerank(StageContext context, List<Candidate> candidates) {
    int length = context.request().user().history().size();
    if (candidates.size() < 2 || fusion.baseWeight(length) == 1) {
      return List.copyOf(candidates);
    }
    Map<String, Integer> places = new HashMap<>();
    for (Candidate candidate : llm.rerank(context, candidates)) {
      places.put(candidate.id(), places.size());
    }
    double[] theirs =
        candidates.stream()
            .mapToDouble(candidate -> -places.getOrDefault(candidate.id(), candidates.size()))
            .toArray();
    double[] fused = fusion.fuse(base(candidates), theirs, length);
    return Arrays.stream(FusedOrder.of(fused)).mapToObj(candidates::get).toList();
  }

  private static double[] base(List<Candidate> candidates) {
    double[] scores = candidates.stream().mapToDouble(Candidate::score).toArray();
    boolean falls =
        IntStream.range(1, scores.length).allMatch(i -> scores[i] <= scores[i - 1])
            && scores[0] > scores[scores.length - 1];
    return falls ? scores : IntStream.range(0, scores.length).mapToDouble(i -> -i).toArray();
  }

  @Override
  public String toString() {
    return "FusionReRanker[" + llm + "]";
  }
}
