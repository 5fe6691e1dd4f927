package io.llmrec.rank.llm;

import io.llmrec.rank.bias.SlotCorrection;
import java.util.Arrays;
import java.util.List;

/** Takes from one shown list what its slots did to it. */
final class SlotCorrectedMethod implements RankingMethod {

  private final RankingMethod list;
  private final SlotCorrection correction;

  SlotCorrectedMethod(RankingMethod list, SlotCorrection correction) {
    this.list = list;
    this.correction = correction;
  }

  @Override
  public String name() {
    return list.name();
  }

  @Override
  public boolean showsOneList() {
    return true;
  }

  @Override
  public int mostShown() {
    return list.mostShown();
  }

  @Override
  public Ranking rank(Asker asker, Scene scene, int[] shown) {
    Ranking ranking = list.rank(asker, scene, shown);
    if (ranking.placed() == 0 || !correction.changesAnything()) {
      return ranking;
    }
    List<Integer> slots = Arrays.stream(shown).boxed().toList();
    List<Integer> placed = Arrays.stream(ranking.order()).limit(ranking.placed()).boxed().toList();
    List<Integer> order = correction.correct(slots, placed);
    return Ranking.of(order.stream().mapToInt(Integer::intValue).toArray());
  }

  @Override
  public RankingCost cost(Scene scene, int[] shown, CostBasis basis) {
    return list.cost(scene, shown, basis);
  }
}
