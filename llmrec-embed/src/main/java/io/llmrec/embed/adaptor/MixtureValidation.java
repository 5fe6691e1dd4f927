package io.llmrec.embed.adaptor;

import java.util.Arrays;
import java.util.List;

/** How well a mixture finds the last item of held-out histories among all items. */
final class MixtureValidation {

  private static final int MOST = 2_000;

  private final List<float[]> rows;
  private final List<int[]> histories;

  MixtureValidation(List<float[]> rows, List<int[]> histories) {
    this.rows = rows;
    this.histories = histories.subList(0, Math.min(MOST, histories.size()));
  }

  /** Mean of 1 / rank; items of the history are passed over, equal ones count half. */
  double reciprocalRank(MixtureWeights weights) {
    if (histories.isEmpty()) {
      return 0;
    }
    float[] items = MixtureForward.serving(weights, rows).images();
    double sum = 0;
    for (int from = 0; from < histories.size(); from += MixtureOptions.BATCH) {
      List<int[]> part =
          histories.subList(from, Math.min(histories.size(), from + MixtureOptions.BATCH));
      sum += reciprocalRanks(part, items, weights.outputs());
    }
    return sum / histories.size();
  }

  private double reciprocalRanks(List<int[]> part, float[] images, int outputs) {
    SequenceBatch batch =
        SequenceBatch.of(
            part.stream().map(own -> HistoryBatches.before(own, own.length - 1)).toList(),
            part.stream().mapToInt(own -> own[own.length - 1]).toArray());
    ContrastiveLoss loss =
        new ContrastiveLoss(
            batch, images, outputs, MixtureOptions.TEMPERATURE, MixtureOptions.HALF_LIFE);
    double sum = 0;
    for (int i = 0; i < part.size(); i++) {
      sum += 1 / rank(loss, i, part.get(i));
    }
    return sum;
  }

  private double rank(ContrastiveLoss loss, int row, int[] history) {
    int target = history[history.length - 1];
    boolean[] passed = new boolean[rows.size()];
    Arrays.stream(history).forEach(item -> passed[item] = true);
    float[] scores = loss.scores(row);
    double rank = 1;
    for (int item = 0; item < scores.length; item++) {
      if (!passed[item]) {
        rank += scores[item] > scores[target] ? 1 : scores[item] == scores[target] ? 0.5 : 0;
      }
    }
    return rank;
  }
}
