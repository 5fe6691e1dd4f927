package io.llmrec.rank.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.baseline.ItemScorer;
import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.testing.RankerContract;
import io.llmrec.core.testing.RecallerContract;
import io.llmrec.core.testing.Samples;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import io.llmrec.embed.torch.Compute;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.NetworkScorer;
import io.llmrec.rank.train.TrainingOptions;
import io.llmrec.rank.transformer.TransformerShape;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SasRecTest implements RecallerContract, RankerContract {

  private static final SasRecOptions SMALL =
      new SasRecOptions(new TransformerShape(16, 2, 16, 2), 6, 0.1, 0, 16);
  private static final TrainingOptions TRAINING =
      TrainingOptions.builder().epochs(16).learningRate(0.02).build();

  private static final SasRec SAMPLE = ofSamples();

  private static SasRec ofSamples() {
    ItemIndex index =
        ItemIndex.of(
            Samples.prepared().catalog().stream().map(io.llmrec.core.catalog.Item::id).toList());
    return new SasRec(new SasRecNetwork(SMALL, index.count(), 1), index);
  }

  @Override
  public Recaller recaller() {
    return SAMPLE.recaller(10);
  }

  @Override
  public Ranker ranker() {
    return SAMPLE.ranker();
  }

  @Test
  @Override
  public void repeatsItselfOnSeveralThreads() throws Exception {
    RecallerContract.super.repeatsItselfOnSeveralThreads();
    RankerContract.super.repeatsItselfOnSeveralThreads();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 6})
  void learnsWhatFollowsWhat(int negatives) {
    SasRec model =
        new SasRecTrainer(SMALL.withNegatives(negatives), TRAINING).train(Walks.of(40, 15)).model();

    for (int start = 0; start < Walks.ITEMS; start++) {
      assertEquals(Walks.item(start + 4), first(model, start, 4));
    }
  }

  private static String first(ItemScorer model, int start, int steps) {
    List<String> ids = IntStream.range(0, Walks.ITEMS).mapToObj(Walks::item).toList();
    double[] scores = model.score(walker(start, steps), ids);
    int best = 0;
    for (int i = 0; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return ids.get(best);
  }

  private static UserContext walker(int start, int steps) {
    List<Interaction> history = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      history.add(Interaction.view("w", Walks.item(start + step), Instant.ofEpochSecond(step)));
    }
    return UserContext.of("w", history);
  }

  @Test
  void takesTheBestEpochByTheValidation() {
    List<EvalCase> validation =
        List.of(
            new EvalCase(walker(3, 5), Set.of(Walks.item(8)), Instant.ofEpochSecond(9)),
            new EvalCase(walker(7, 4), Set.of(Walks.item(11)), Instant.ofEpochSecond(9)));

    SasRecTrainer.Trained trained =
        new SasRecTrainer(SMALL, TRAINING).train(Walks.of(40, 15), validation);

    assertEquals(1, trained.report().bestMetric(), 0);
    assertTrue(trained.report().epochs().size() < 16);
  }

  @Test
  void servesInPlainJavaWhatTheGraphGives() {
    SasRecNetwork network = new SasRecNetwork(SMALL, 20, 4);
    SasRec plain =
        new SasRec(network, ItemIndex.of(IntStream.range(0, 20).mapToObj(i -> "i" + i).toList()));
    List<int[]> histories =
        List.of(new int[] {3, 4, 19, 0, 7, 7, 2}, new int[] {5, 1}, new int[] {9, 8, 7, 6, 5});
    Batch batch = new SequenceBatches(SMALL, 20, histories).batches(1).next();

    float[] inGraph;
    try (NetworkScorer scorer =
        NetworkScorer.open(network, Compute.CPU, 1, SasRecNetwork.REPRESENTATION)) {
      inGraph = scorer.score(batch).get(0);
    }

    List<float[]> last = new ArrayList<>();
    for (int[] history : histories) {
      last.add(plain.representation(Arrays.copyOf(history, history.length - 1)));
    }
    for (float[] one : last) {
      assertTrue(isRowOf(inGraph, one), "no row of the graph is " + Arrays.toString(one));
    }
  }

  private static boolean isRowOf(float[] rows, float[] one) {
    for (int from = 0; from < rows.length; from += one.length) {
      float furthest = 0;
      for (int k = 0; k < one.length; k++) {
        furthest = Math.max(furthest, Math.abs(rows[from + k] - one[k]));
      }
      if (furthest < 1e-5f) {
        return true;
      }
    }
    return false;
  }

  @Test
  void everyItemButTheFirstIsToBeFoundOnceAnEpoch() {
    List<int[]> histories = List.of(IntStream.range(0, 20).toArray(), new int[] {3}, new int[0]);
    SequenceBatches batches = new SequenceBatches(SMALL.withBatch(2), 20, histories);

    int samples = 0;
    for (Iterator<Batch> epoch = batches.batches(7); epoch.hasNext(); ) {
      samples += epoch.next().samples();
    }

    assertEquals(4, batches.windows());
    assertEquals(19, samples);
  }

  @Test
  void looksOnlyAtTheLatestItems() {
    UserContext all = walker(0, 30);
    UserContext latest = UserContext.of("other", all.history().subList(24, 30));
    List<String> ids = List.of(Walks.item(1), Walks.item(7));
    SasRec model = new SasRecTrainer(SMALL, brief()).train(Walks.of(9, 9)).model();

    assertArrayEquals(model.score(all, ids), model.score(latest, ids));
  }

  @Test
  void theOrderOfTheHistoryMatters() {
    SasRec model = new SasRecTrainer(SMALL, TRAINING).train(Walks.of(40, 15)).model();

    assertNotEquals(first(model, 0, 3), first(model, 0, 4));
  }

  @Test
  void scoresWhatItDoesNotKnowZero() {
    List<String> ids = List.of("item-1", "nobody-knows");

    assertEquals(0.0, SAMPLE.score(Samples.user(), ids)[1]);
    assertTrue(SAMPLE.score(Samples.user(), ids)[0] >= 0);
    assertArrayEquals(new double[2], SAMPLE.score(UserContext.cold("new"), ids));
    assertEquals(0, SAMPLE.score(Samples.user(), List.of()).length);
  }

  @Test
  void theSameSeedGivesTheSameModel() {
    SasRec one = new SasRecTrainer(SMALL, brief()).train(Walks.of(9, 9)).model();
    SasRec two = new SasRecTrainer(SMALL, brief()).train(Walks.of(9, 9)).model();
    SasRec other =
        new SasRecTrainer(SMALL, TrainingOptions.builder().epochs(1).seed(2).build())
            .train(Walks.of(9, 9))
            .model();

    assertEquals(one.fingerprint(), two.fingerprint());
    assertNotEquals(one.fingerprint(), other.fingerprint());
  }

  private static TrainingOptions brief() {
    return TrainingOptions.builder().epochs(1).build();
  }

  @Test
  void refusesHistoriesWithoutASecondItem() {
    Exception thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> new SasRecTrainer(SMALL, brief()).train(Walks.of(3, 1)));
    assertEquals("interactions must hold at least 2 of one user, hold 3", thrown.getMessage());
  }

  @Test
  void optionsSayWhatIsAllowed() {
    assertEquals(
        "length must be 1 to 4096, was 0",
        assertThrows(IllegalArgumentException.class, () -> SMALL.withLength(0)).getMessage());
    assertEquals(
        "dropout must be from 0 to below 1, was 1.0",
        assertThrows(IllegalArgumentException.class, () -> SMALL.withDropout(1)).getMessage());
    assertEquals(
        "negatives must be at least 0 and batch at least 1, were -1 and 16",
        assertThrows(IllegalArgumentException.class, () -> SMALL.withNegatives(-1)).getMessage());
  }
}
