package io.llmrec.rank.llm;

import io.llmrec.rank.bias.RankingLog;
import io.llmrec.rank.bias.RankingRun;
import java.util.Arrays;
import java.util.List;

/** Takes down each list shown and what the model made of it. */
final class LoggedMethod implements RankingMethod {

  private final RankingMethod list;
  private final RankingLog log;

  LoggedMethod(RankingMethod list, RankingLog log) {
    this.list = list;
    this.log = log;
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
    if (ranking.placed() > 0) {
      List<String> ids = Arrays.stream(shown).mapToObj(scene::id).toList();
      List<String> placed =
          Arrays.stream(ranking.order()).limit(ranking.placed()).mapToObj(scene::id).toList();
      log.ranked(new RankingRun(scene.requestId(), ids, placed));
    }
    return ranking;
  }

  @Override
  public RankingCost cost(Scene scene, int[] shown, CostBasis basis) {
    return list.cost(scene, shown, basis);
  }
}
