package io.llmrec.rank.student;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.testing.Samples;
import io.llmrec.rank.student.StudentOptions.Loss;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RankingLossTest {

  @Test
  void lossesOfTwoAreTheLogisticOne() {
    double expected = Math.log(1 + Math.exp(-0.7));

    assertEquals(expected, loss(Loss.RANKNET, 1, 0.3), 1e-12);
    // The last place is certain, and counts in the mean.
    assertEquals(expected / 2, loss(Loss.LIST_MLE, 1, 0.3), 1e-12);
  }

  private static double loss(Loss loss, double... scores) {
    return RankingLoss.of(loss, scores, new double[scores.length]);
  }

  @Test
  void listMleIsThatOfTheDefinition() {
    double[] s = {0.3, -1, 2};
    double all = Math.exp(s[0]) + Math.exp(s[1]) + Math.exp(s[2]);
    double probability = Math.exp(s[0]) / all * Math.exp(s[1]) / (Math.exp(s[1]) + Math.exp(s[2]));

    assertEquals(-Math.log(probability) / 3, loss(Loss.LIST_MLE, s), 1e-12);
  }

  @ParameterizedTest
  @EnumSource
  void largeScoresStayFinite(Loss loss) {
    double[] gradient = new double[3];

    double value = RankingLoss.of(loss, new double[] {-1e6, 0, 1e6}, gradient);

    assertTrue(Double.isFinite(value), "loss " + value);
    for (double slope : gradient) {
      assertTrue(Double.isFinite(slope), "slope " + slope);
    }
  }

  @ParameterizedTest
  @EnumSource
  void gradientsAreTheDifferencesOfTheLoss(Loss loss) {
    Random random = new Random(3);
    double[] scores = random.doubles(9, -2, 2).toArray();
    double[] gradient = new double[9];
    RankingLoss.of(loss, scores, gradient);

    double[] measured = new double[9];
    for (int i = 0; i < 9; i++) {
      double[] up = scores.clone();
      double[] down = scores.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      measured[i] = (loss(loss, up) - loss(loss, down)) / 2e-5;
    }
    assertArrayEquals(measured, gradient, 1e-8);
  }

  @ParameterizedTest
  @CsvSource({"0, RANKNET", "0, LIST_MLE", "5, RANKNET", "5, LIST_MLE"})
  void gradientsOfTheWeightsAreTheDifferencesOfTheLoss(int hidden, Loss loss) {
    PreparedCatalog prepared = Samples.prepared();
    StudentTrainer trainer =
        new StudentTrainer(
            prepared,
            RankingFeatures.scores(),
            StudentOptions.DEFAULT.withHidden(hidden).withLoss(loss));
    Random random = new Random(4);
    float[][] rows = new float[6][3];
    for (float[] row : rows) {
      for (int f = 0; f < 3; f++) {
        row[f] = (float) random.nextGaussian();
      }
    }
    StudentNetwork network = StudentNetwork.random(3, hidden, 5);
    for (int i = 0; i < network.weights().length; i++) {
      network.weights()[i] += 0.1 * random.nextGaussian();
    }
    double[] gradient = new double[network.weights().length];
    trainer.addGradient(network, rows, 1, gradient);

    double[] measured = new double[gradient.length];
    for (int i = 0; i < measured.length; i++) {
      double kept = network.weights()[i];
      network.weights()[i] = kept + 1e-6;
      double up = trainer.addGradient(network, rows, 1, new double[gradient.length]);
      network.weights()[i] = kept - 1e-6;
      double down = trainer.addGradient(network, rows, 1, new double[gradient.length]);
      network.weights()[i] = kept;
      measured[i] = (up - down) / 2e-6;
    }
    assertArrayEquals(measured, gradient, 1e-6);
  }
}
