package io.llmrec.rank.sequence;

import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.eval.RankingMetrics;
import io.llmrec.core.user.Interaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How well a model finds what came next, among all items that the user has not had. */
final class NextItemValidation {

  private static final int MAX_CASES = 2_000;
  private static final int PLACES = 10;

  private final List<EvalCase> cases = new ArrayList<>();
  private final ItemIndex index;

  NextItemValidation(List<EvalCase> all, ItemIndex index) {
    this.index = index;
    int count = Math.min(MAX_CASES, all.size());
    for (int i = 0; i < count; i++) {
      cases.add(all.get((int) ((long) i * all.size() / count)));
    }
  }

  /** The mean NDCG@10 over the cases that ask for something; 0 when there are none. */
  double metric(SasRec model) {
    return cases.stream()
        .filter(one -> !one.relevant().isEmpty())
        .mapToDouble(one -> RankingMetrics.ndcg(best(model, one), one.relevant(), PLACES))
        .average()
        .orElse(0);
  }

  private List<String> best(SasRec model, EvalCase asked) {
    int[] history = index.known(asked.user().history().stream().map(Interaction::itemId).toList());
    if (history.length == 0) {
      return List.of();
    }
    float[] last = model.representation(history);
    float[] scores = new float[index.count()];
    for (int item = 0; item < scores.length; item++) {
      scores[item] = model.product(last, item);
    }
    Arrays.stream(history).forEach(item -> scores[item] = Float.NEGATIVE_INFINITY);
    List<String> ids = new ArrayList<>();
    for (int place = 0; place < Math.min(PLACES, scores.length); place++) {
      int best = highest(scores);
      ids.add(index.ids().get(best));
      scores[best] = Float.NEGATIVE_INFINITY;
    }
    return ids;
  }

  private static int highest(float[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    return best;
  }
}
