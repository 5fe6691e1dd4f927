package io.llmrec.examples.ctr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.eval.ClassificationMetrics;
import io.llmrec.examples.ctr.CtrSplit.Part;
import io.llmrec.rank.ctr.Backbone;
import io.llmrec.rank.ctr.CtrOptions;
import io.llmrec.rank.feature.Feature;
import io.llmrec.rank.feature.Features;
import io.llmrec.rank.feature.Side;
import io.llmrec.rank.train.TrainingOptions;
import io.llmrec.rank.train.TrainingProgress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CellTrainingTest {

  private static RankingTask task() {
    Ratings ratings = TinyRatings.ratings();
    CtrSplit split = CtrSplit.warm(ratings);
    Factors whole = FoldedFactors.whole(ratings, split);
    float[] score = BehaviourColumns.of(FoldedFactors.byRow(ratings, split, whole)).get("score");
    boolean[] liked = new boolean[ratings.size()];
    for (int row = 0; row < liked.length; row++) {
      liked[row] = ratings.liked(row);
    }
    return new RankingTask(
        List.of(Feature.category("user", Side.USER), Feature.number("score", Side.PAIR)),
        row ->
            Features.builder()
                .text("user", ratings.users().get(ratings.user()[row]))
                .number("score", score[row])
                .build(),
        Map.of(),
        new RankingTask.Rows(ratings.user(), liked, split));
  }

  private static CellScores scores(RankingTask task) {
    CtrOptions options =
        CtrOptions.builder(Backbone.DCN_V2).width(4).hidden(8).batch(64).seed(2).build();
    TrainingOptions training =
        TrainingOptions.builder().epochs(12).learningRate(0.02).seed(2).build();
    return new CellTraining(options, training, TrainingProgress.none()).run(task);
  }

  @Test
  void scoresTheTestSamplesInTheirOrder() {
    RankingTask task = task();
    boolean[] labels = task.rows().labels(Part.TEST);

    CellScores scores = scores(task);

    assertEquals(labels.length, scores.probabilities().length);
    assertEquals(labels.length, task.rows().users(Part.TEST).length);
    assertTrue(ClassificationMetrics.auc(scores.asDoubles(), labels) > 0.9);
    assertTrue(scores.validation() > 0.9 && scores.epochs() >= 1 && scores.seconds() > 0);
  }

  @Test
  void givesTheSameScoresAgain() {
    assertArrayEquals(scores(task()).probabilities(), scores(task()).probabilities());
  }
}
