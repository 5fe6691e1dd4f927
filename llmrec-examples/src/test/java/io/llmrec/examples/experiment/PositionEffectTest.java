package io.llmrec.examples.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.eval.Interval;
import io.llmrec.examples.experiment.PositionEffect.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PositionEffectTest {

  private static final int PLACES = 6;
  private static final int LISTS = 3;

  /**
   * Users who are shown the same items by three lists. Worthy items stand further back, so that the
   * plain share by place rises whatever the effect of the place is.
   */
  private static PositionEffect.Estimate estimate(double slope, int users, long seed) {
    Random random = new Random(seed);
    PositionEffect effect = new PositionEffect(PLACES, LISTS);
    for (int user = 0; user < users; user++) {
      List<Shown> shown = new ArrayList<>();
      double[] worth = random.doubles(20, 0.2, 0.5).toArray();
      for (int list = 0; list < LISTS; list++) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          order.add(i);
        }
        double[] noise = random.doubles(20, 0, 0.3).toArray();
        order.sort((a, b) -> Double.compare(worth[a] + noise[a], worth[b] + noise[b]));
        for (int place = 0; place < PLACES; place++) {
          int item = order.get(place);
          double chance = worth[item] + slope * place + 0.1 * list;
          boolean picked = random.nextDouble() < chance;
          shown.add(new Shown("i" + item, place, list, picked));
        }
      }
      effect.add(shown);
    }
    return effect.estimate(100, 1);
  }

  @Test
  void findsThePlantedEffectBehindTheWorthOfTheItems() {
    PositionEffect.Estimate estimate = estimate(-0.04, 3000, 1);

    assertEquals(-0.04, estimate.slope().mean(), 0.01);
    assertTrue(estimate.slope().contains(-0.04), estimate.slope().toString());
    assertTrue(estimate.slope().high() < 0, estimate.slope().toString());
    assertEquals(-0.2, estimate.lastLessFirst().mean(), 0.05);
    assertEquals(
        0, estimate.effects().stream().mapToDouble(Interval::mean).sum(), 1e-4, "sum to 0");
  }

  @Test
  void findsNoneWhereNoneIs() {
    PositionEffect.Estimate estimate = estimate(0, 1500, 2);

    assertTrue(estimate.slope().contains(0), estimate.slope().toString());
    assertTrue(estimate.lastLessFirst().contains(0), estimate.lastLessFirst().toString());
  }
}
