package io.llmrec.rank.llm;

import io.llmrec.rank.choice.ChoiceModel;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One prompt, one token: candidates go by letters, and their order is that of the letters'
 * likelihood as the best one. See {@link LlmReRanker#firstToken}.
 */
final class FirstTokenMethod implements RankingMethod {

  private final Picker picker;

  FirstTokenMethod(ChoiceModel model) {
    this.picker = Picker.choosing(model);
  }

  @Override
  public String name() {
    return "first token";
  }

  @Override
  public int mostShown() {
    return Labels.MAX_LETTERS;
  }

  @Override
  public boolean showsOneList() {
    return true;
  }

  @Override
  public Ranking rank(Asker asker, Scene scene, int[] shown) {
    List<Double> shares = picker.pick(asker, scene, shown);
    if (shares == null) {
      return Ranking.none(shown);
    }
    int[] order =
        IntStream.range(0, shown.length)
            .boxed()
            .sorted(Comparator.comparingDouble(slot -> -shares.get(slot)))
            .mapToInt(slot -> shown[slot])
            .toArray();
    int told = (int) shares.stream().filter(share -> share > 0).count();
    asker.context().count("placed", told);
    asker.context().count("missing", shown.length - told);
    return new Ranking(order, told);
  }

  @Override
  public RankingCost cost(Scene scene, int[] shown, CostBasis basis) {
    CostBasis.Calls one = new CostBasis.Calls(1, 1, shown.length, 1);
    return basis.of(scene, PromptTask.PICK, shown, one);
  }
}
