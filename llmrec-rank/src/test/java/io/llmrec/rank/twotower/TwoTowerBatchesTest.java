package io.llmrec.rank.twotower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.user.Interaction;
import io.llmrec.embed.torch.Compute;
import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.NetworkScorer;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.TrainableNetwork;
import io.llmrec.rank.train.Weights;
import io.llmrec.rank.twotower.TwoTowerOptions.History;
import io.llmrec.rank.twotower.TwoTowerOptions.Negatives;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TwoTowerBatchesTest {

  /** User 0 takes a b c, user 1 c b, user 2 a. */
  private static final List<List<Integer>> TAKEN =
      List.of(List.of(0, 1, 2), List.of(2, 1), List.of(0));

  private final Catalog catalog =
      Catalog.of(IntStream.range(0, 6).mapToObj(i -> Item.of("i" + i, "item")).toList());

  private TowerLayout layout(TwoTowerOptions options) {
    TowerInputs inputs = TowerInputs.ofIds();
    return new TowerLayout(
        options,
        inputs,
        TowerVocabulary.of(inputs, catalog, data()),
        new TextVectors(inputs, Map.of(), Map.of()));
  }

  private static TowerData data() {
    List<Interaction> positives = new ArrayList<>();
    for (int user = 0; user < TAKEN.size(); user++) {
      for (int item : TAKEN.get(user)) {
        positives.add(
            Interaction.view("u" + user, "i" + item, Instant.ofEpochSecond(positives.size())));
      }
    }
    return TowerData.of(positives).withHardNegatives(Map.of("u1", List.of("i4", "i2", "gone")));
  }

  private Iterator<Batch> batches(TwoTowerOptions options) {
    TowerLayout layout = layout(options);
    return new TwoTowerBatches(layout, TowerSamples.of(layout, catalog, data())).batches(11);
  }

  /** The numbers of an input, through a graph that gives its inputs. */
  private record Inputs(String name) implements TrainableNetwork {

    @Override
    public Weights weights() {
      return new Weights(0);
    }

    @Override
    public List<EmbeddingTable> tables() {
      return List.of();
    }

    @Override
    public void script(NetworkScript script) {
      MethodBuilder method = script.method();
      script.output("it", () -> method.toFloat(script.input(name)));
    }
  }

  private static float[] read(Batch batch, String name) {
    try (NetworkScorer scorer = NetworkScorer.open(new Inputs(name), Compute.CPU, 1, "it")) {
      return scorer.score(batch).get(0);
    }
  }

  private static TwoTowerOptions options(SamplingCorrection correction, int hard, double dropout) {
    return TwoTowerOptions.DEFAULT
        .with(new History(2, Pooling.MEAN))
        .with(new Negatives(correction, hard, dropout))
        .withBatch(10);
  }

  @Test
  void masksWhatTheUserTookToo() {
    Batch batch = batches(options(SamplingCorrection.COUNTED, 0, 0)).next();
    float[] users = read(batch, "user");
    float[] items = read(batch, "item");
    float[] target = read(batch, "target");
    boolean[] masked = new boolean[36];
    for (float place : read(batch, "masked")) {
      masked[(int) place] = true;
    }
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        // Rows of users and items are numbered from 1 on, in the order of the positives.
        int user = (int) users[i] - 1;
        int item = (int) items[(int) target[j]] - 1;
        boolean took = TAKEN.get(user).contains(item);
        assertEquals(i != j && took, masked[i * 6 + j], "user %d, item %d".formatted(user, item));
      }
    }
  }

  @Test
  void showsOnlyWhatCameBefore() {
    Batch batch = batches(options(SamplingCorrection.NONE, 0, 0)).next();
    float[] users = read(batch, "user");
    float[] items = read(batch, "item");
    float[] target = read(batch, "target");
    float[] history = read(batch, "history");
    float[] shares = read(batch, "history.share");
    for (int i = 0; i < 6; i++) {
      List<Integer> taken = TAKEN.get((int) users[i] - 1);
      int place = taken.indexOf((int) items[(int) target[i]] - 1);
      for (int h = 0; h < 2; h++) {
        assertEquals(h < place ? 1f / place : 0, shares[2 * i + h]);
        if (h < place) {
          assertEquals(taken.get(h), (int) items[(int) history[2 * i + h]] - 1);
        }
      }
    }
  }

  @Test
  void correctsByTheShareOfThePositives() {
    Batch batch = batches(options(SamplingCorrection.COUNTED, 0, 0)).next();
    for (float log : read(batch, "logq")) {
      assertEquals(Math.log(2 / 6.0), log, 1e-6);
    }
  }

  @Test
  void correctsByGapsBetweenDraws() {
    Batch batch = batches(options(SamplingCorrection.STREAMED, 0, 0).withBatch(2)).next();
    for (float log : read(batch, "logq")) {
      assertTrue(log <= 0 && log >= Math.log(1 / 6.0), "ln q " + log);
    }
  }

  /** Of user 1 item 2 is a positive and one is gone, so that item 4 is left; others have none. */
  @Test
  void drawsHardNegativesThatTheUserDidNotTake() {
    Iterator<Batch> batches = batches(options(SamplingCorrection.NONE, 3, 0));
    Batch batch = batches.next();
    float[] users = read(batch, "user");
    float[] added = read(batch, "hard.add");
    float[] hard = read(batch, "hard");
    float[] items = read(batch, "item");
    for (int i = 0; i < 6; i++) {
      for (int h = 0; h < 3; h++) {
        if (added[3 * i + h] == 0) {
          assertEquals(2, users[i]);
          // Item 4 has no positive, hence the row of unknowns.
          assertEquals(0, items[(int) hard[3 * i + h]]);
        } else {
          assertEquals(-1e9f, added[3 * i + h]);
        }
      }
    }
  }

  @Test
  void dropsAShareOfIds() {
    Batch all = batches(options(SamplingCorrection.NONE, 0, 0)).next();
    Batch most = batches(options(SamplingCorrection.NONE, 0, 0.999)).next();
    for (float id : read(all, "item")) {
      assertTrue(id > 0);
    }
    assertArrayEquals(new float[3], read(most, "item"));
  }

  /** 6 positives in batches of 5 leave one, which has nothing to be compared with. */
  @Test
  void leavesOutALastPositiveThatIsAlone() {
    Iterator<Batch> batches = batches(options(SamplingCorrection.NONE, 0, 0).withBatch(5));
    assertEquals(5, batches.next().samples());
    assertEquals(false, batches.hasNext());
  }

  @Test
  void checksItsOptions() {
    for (Runnable wrong :
        List.<Runnable>of(
            () -> TwoTowerOptions.DEFAULT.withBatch(1),
            () -> new TwoTowerOptions.Shape(0, 1, List.of(1), 0),
            () -> new TwoTowerOptions.Shape(1, 1, List.of(), 0),
            () -> new TwoTowerOptions.Temperature(0, TwoTowerOptions.Temperature.Learning.FIXED),
            () -> new History(-1, Pooling.MEAN),
            () -> new Negatives(SamplingCorrection.NONE, 0, 1))) {
      assertThrows(IllegalArgumentException.class, wrong::run);
    }
    assertEquals(TwoTowerOptions.DEFAULT, TwoTowerOptions.of(TwoTowerOptions.DEFAULT.json()));
  }
}
