package io.llmrec.rank.twotower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.user.Interaction;
import io.llmrec.rank.train.TrainingOptions;
import io.llmrec.rank.twotower.TwoTowerOptions.History;
import io.llmrec.rank.twotower.TwoTowerOptions.Negatives;
import io.llmrec.rank.twotower.TwoTowerOptions.Shape;
import io.llmrec.rank.twotower.TwoTowerOptions.Temperature;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TwoTowerTrainerTest {

  static final TwoTowerOptions SMALL =
      TwoTowerOptions.DEFAULT
          .with(new Shape(16, 16, List.of(32, 16), 0.1))
          .with(new History(8, Pooling.ATTENTION))
          .with(new Temperature(0.1, Temperature.Learning.FIXED))
          .with(new Negatives(SamplingCorrection.COUNTED, 0, 0.2))
          .withBatch(64);
  static final TrainingOptions SHORT =
      TrainingOptions.builder().epochs(8).learningRate(5e-3).seed(3).build();

  private final TowerWorld world = new TowerWorld(5);

  private TwoTowerTrainer.Trained trained(TowerInputs inputs, TwoTowerOptions options) {
    return new TwoTowerTrainer(inputs, options, SHORT).train(world.catalog, world.data());
  }

  /** Share of the four nearest cold items that are of the user's kind; chance is an eighth. */
  private double coldHits(TwoTowerModel model) {
    List<Item> cold =
        world.catalog.stream()
            .filter(item -> TowerWorld.cold(Integer.parseInt(item.id().substring(1))))
            .toList();
    List<Embedding> vectors = model.itemEncoder().encode(cold);
    int hits = 0;
    for (int u = 0; u < TowerWorld.USERS; u++) {
      Embedding user =
          model.userEncoder(world.catalog).encode(List.of(world.user(u))).get(0).orElseThrow();
      List<Integer> order =
          IntStream.range(0, cold.size())
              .boxed()
              .sorted(Comparator.comparing(i -> -user.dot(vectors.get(i))))
              .toList();
      for (int i : order.subList(0, 4)) {
        int item = Integer.parseInt(cold.get(i).id().substring(1));
        hits += TowerWorld.kind(item) == u % TowerWorld.KINDS ? 1 : 0;
      }
    }
    return hits / (4.0 * TowerWorld.USERS);
  }

  @Test
  void learnsWarmItemsAndWithTextsColdOnesToo() {
    TowerInputs inputs = TowerInputs.ofIds().withItemVectors("title", TowerWorld.texts());

    TwoTowerTrainer.Trained with = trained(inputs, SMALL);
    TwoTowerTrainer.Trained without = trained(inputs.withoutVectors(), SMALL);

    assertTrue(with.report().bestMetric() > 0.85, "warm " + with.report().bestMetric());
    assertTrue(without.report().bestMetric() > 0.75, "warm " + without.report().bestMetric());
    double cold = coldHits(with.model());
    double coldWithout = coldHits(without.model());
    assertTrue(cold > 0.7, "cold with texts " + cold);
    assertTrue(coldWithout < 0.35, "cold without " + coldWithout);
  }

  @Test
  void learnsWithHardNegativesALearnedTemperatureAndStreamedCorrection() {
    TwoTowerOptions options =
        SMALL
            .with(new Temperature(0.2, Temperature.Learning.LEARNED))
            .with(new History(8, Pooling.MEAN))
            .with(new Negatives(SamplingCorrection.STREAMED, 2, 0.1));
    Map<String, List<String>> hard = Map.of("u0", List.of("i1", "i2", "gone"), "u7", List.of("i3"));

    TwoTowerTrainer.Trained trained =
        new TwoTowerTrainer(TowerInputs.ofIds(), options, SHORT)
            .train(world.catalog, world.data().withHardNegatives(hard));

    assertTrue(trained.report().bestMetric() > 0.75, "warm " + trained.report().bestMetric());
    double temperature = trained.model().temperature();
    assertTrue(temperature < 0.2 && temperature >= 0.01, "temperature " + temperature);
  }

  @Test
  void givesTheSameModelAgain() {
    TrainingOptions brief = TrainingOptions.builder().epochs(1).seed(3).build();
    TwoTowerTrainer trainer = new TwoTowerTrainer(TowerInputs.ofIds(), SMALL, brief);

    String one = trainer.train(world.catalog, world.data()).model().fingerprint();
    String again = trainer.train(world.catalog, world.data()).model().fingerprint();

    assertEquals(one, again);
  }

  @Test
  void refusesDataWithoutTwoPositivesOfTheCatalog() {
    Interaction gone = Interaction.view("u1", "gone", Instant.EPOCH);
    TwoTowerTrainer trainer = new TwoTowerTrainer(TowerInputs.ofIds(), SMALL, SHORT);

    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> trainer.train(world.catalog, TowerData.of(List.of(gone, gone))))
            .getMessage();

    assertEquals("at least 2 positives must be of items in the catalog, were 0 of 2", message);
  }

  @Test
  void refusesATowerThatSeesNothing() {
    Catalog bare = Catalog.of(List.of(Item.of("a", "a"), Item.of("b", "b")));
    List<Interaction> positives =
        List.of(
            Interaction.view("u", "a", Instant.EPOCH), Interaction.view("u", "b", Instant.EPOCH));
    TwoTowerTrainer trainer = new TwoTowerTrainer(TowerInputs.withoutIds(), SMALL, SHORT);

    String message =
        assertThrows(
                IllegalArgumentException.class, () -> trainer.train(bare, TowerData.of(positives)))
            .getMessage();

    assertTrue(message.startsWith("both towers must see something"), message);
  }
}
