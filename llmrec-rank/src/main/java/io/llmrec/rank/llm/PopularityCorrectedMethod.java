package io.llmrec.rank.llm;

import io.llmrec.rank.bias.PopularityCorrection;
import java.util.Arrays;
import java.util.List;

/** Takes from a ranking what popularity did to it. */
final class PopularityCorrectedMethod implements RankingMethod {

  private final RankingMethod method;
  private final PopularityCorrection correction;

  PopularityCorrectedMethod(RankingMethod method, PopularityCorrection correction) {
    this.method = method;
    this.correction = correction;
  }

  @Override
  public String name() {
    return method.name();
  }

  @Override
  public int mostShown() {
    return method.mostShown();
  }

  @Override
  public Ranking rank(Asker asker, Scene scene, int[] shown) {
    Ranking ranking = method.rank(asker, scene, shown);
    if (ranking.placed() == 0 || correction.strength() == 0) {
      return ranking;
    }
    List<Integer> order =
        correction.correct(Arrays.stream(ranking.order()).boxed().toList(), scene::id);
    return Ranking.of(order.stream().mapToInt(Integer::intValue).toArray());
  }

  @Override
  public RankingCost cost(Scene scene, int[] shown, CostBasis basis) {
    return method.cost(scene, shown, basis);
  }
}
