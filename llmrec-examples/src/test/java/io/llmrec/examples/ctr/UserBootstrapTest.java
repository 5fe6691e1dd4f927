package io.llmrec.examples.ctr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.eval.ClassificationMetrics;
import io.llmrec.core.eval.GroupedAuc;
import io.llmrec.core.eval.Interval;
import io.llmrec.examples.ctr.UserBootstrap.Drawn;
import io.llmrec.examples.ctr.UserBootstrap.Measures;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UserBootstrapTest {

  private static final int USERS = 60;
  private static final int SAMPLES = 1200;

  private final boolean[] positive = new boolean[SAMPLES];
  private final int[] user = new int[SAMPLES];
  private final float[] better = new float[SAMPLES];
  private final float[] worse = new float[SAMPLES];

  UserBootstrapTest() {
    Draws draws = Draws.of(4);
    for (int i = 0; i < SAMPLES; i++) {
      user[i] = draws.below(USERS);
      positive[i] = draws.below(2) == 0;
      // Few different values, so that many are tied.
      better[i] = (draws.below(10) + (positive[i] ? 4 : 0)) / 15f;
      worse[i] = (draws.below(10) + (positive[i] ? 1 : 0)) / 15f;
    }
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  @Test
  void measuresWhatTheMetricsMeasure() {
    Measures found = new UserBootstrap(USERS, 3).of(better, positive, user);
    List<String> users = IntStream.of(user).mapToObj(Integer::toString).toList();

    assertEquals(ClassificationMetrics.auc(doubles(better), positive), found.auc().value(), 1e-12);
    assertEquals(
        GroupedAuc.of(users, doubles(better), positive).gauc(), found.gauc().value(), 1e-12);
    assertEquals(
        ClassificationMetrics.logLoss(doubles(better), positive), found.logLoss().value(), 1e-6);
  }

  @Test
  void drawsUsersAsWeights() {
    // A draw is the same as measuring its samples, each as often as its user was drawn.
    Measures found = new UserBootstrap(USERS, 1).of(better, positive, user);
    Draws draws = Draws.ofRound(2026, 1);
    int[] weights = new int[USERS];
    for (int i = 0; i < USERS; i++) {
      weights[draws.below(USERS)]++;
    }
    int[] copies =
        IntStream.range(0, SAMPLES)
            .flatMap(i -> IntStream.generate(() -> i).limit(weights[user[i]]))
            .toArray();
    boolean[] labels = new boolean[copies.length];
    double[] scores = new double[copies.length];
    for (int i = 0; i < copies.length; i++) {
      labels[i] = positive[copies[i]];
      scores[i] = better[copies[i]];
    }

    assertEquals(ClassificationMetrics.auc(scores, labels), found.auc().values()[1], 1e-12);
  }

  @Test
  void pairsDifferences() {
    UserBootstrap bootstrap = new UserBootstrap(USERS, 200);
    Drawn high = bootstrap.of(better, positive, user).auc();
    Drawn low = bootstrap.of(worse, positive, user).auc();

    Interval difference = high.minus(low);
    assertEquals(high.value() - low.value(), difference.mean(), 1e-12);
    assertTrue(difference.low() > 0.05 && difference.contains(difference.mean()));
    Interval none = high.minus(high);
    assertEquals(new Interval(0, 0, 0), none);
    assertEquals((high.value() + low.value()) / 2, Drawn.mean(List.of(high, low)).value(), 1e-12);
  }
}
