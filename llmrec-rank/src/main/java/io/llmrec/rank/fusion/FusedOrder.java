package io.llmrec.rank.fusion;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Orders by fused scores. */
final class FusedOrder {

  private FusedOrder() {}

  /** The places of the candidates, the highest score first, equal ones in the incoming order. */
  static int[] of(double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(i -> -scores[i]))
        .mapToInt(i -> i)
        .toArray();
  }

  /** NDCG at k of each case. */
  static double[] ndcg(List<FusionCase> cases, ScoreFusion fusion, int k) {
    return cases.stream().mapToDouble(one -> ndcg(one, fusion, k)).toArray();
  }

  private static double ndcg(FusionCase one, ScoreFusion fusion, int k) {
    List<FusionCase.Scored> candidates = one.candidates();
    double[] base = candidates.stream().mapToDouble(FusionCase.Scored::base).toArray();
    double[] llm = candidates.stream().mapToDouble(FusionCase.Scored::llm).toArray();
    int[] order = of(fusion.fuse(base, llm, one.historyLength()));
    double gain = 0;
    double ideal = 0;
    int relevant = 0;
    for (int place = 0; place < order.length; place++) {
      if (candidates.get(order[place]).relevant()) {
        gain += place < k ? discount(place) : 0;
        ideal += relevant < k ? discount(relevant) : 0;
        relevant++;
      }
    }
    return gain / ideal;
  }

  private static double discount(int place) {
    return Math.log(2) / Math.log(place + 2.0);
  }
}
