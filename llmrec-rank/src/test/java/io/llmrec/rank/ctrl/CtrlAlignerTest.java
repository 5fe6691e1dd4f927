package io.llmrec.rank.ctrl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.embed.lexical.LexicalEncoder;
import io.llmrec.embed.torch.Compute;
import io.llmrec.rank.ctrl.AlignmentOptions.Scale;
import io.llmrec.rank.text.FrozenTextTower;
import io.llmrec.rank.text.RowText;
import io.llmrec.rank.text.TextTower;
import io.llmrec.rank.text.WordTransformer;
import io.llmrec.rank.text.WordVocabulary;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.NetworkScorer;
import io.llmrec.rank.train.TrainingOptions;
import io.llmrec.rank.train.TrainingReport;
import io.llmrec.rank.transformer.TransformerShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CtrlAlignerTest {

  private static final AlignmentOptions COSINE = new AlignmentOptions(0.2, 1, 16, Scale.SUM);
  private static final AlignmentOptions PARTS = new AlignmentOptions(0.7, 4, 8, Scale.SUM);
  private static final ToyRows DATA = new ToyRows();

  enum Way {
    TRANSFORMER_COSINE,
    TRANSFORMER_PARTS,
    FROZEN_PARTS
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void rowsFindTheirTextsAfterwards(Way way) {
    AlignmentOptions options = way == Way.TRANSFORMER_COSINE ? COSINE : PARTS;
    ToyRows.Tower rows = new ToyRows.Tower();
    TextTower texts = way == Way.FROZEN_PARTS ? frozen() : transformer();
    TrainingOptions training = TrainingOptions.builder().epochs(50).learningRate(0.01).build();

    TrainingReport report = new CtrlAligner(options, 24, training).align(rows, texts, DATA);

    double last = report.epochs().get(report.epochs().size() - 1).loss();
    assertTrue(last < 0.6 * report.epochs().get(0).loss(), report::toString);
  }

  private static TextTower transformer() {
    WordVocabulary words =
        WordVocabulary.fit(
            IntStream.range(0, DATA.count()).mapToObj(i -> DATA.text(i).text()), 100);
    return new WordTransformer(words, new TransformerShape(16, 2, 16, 1), 16, 0, 1);
  }

  private static TextTower frozen() {
    List<RowText> texts = IntStream.range(0, DATA.count()).mapToObj(DATA::text).toList();
    return new FrozenTextTower(encoder(), texts, 32, 1);
  }

  private static TextEncoder encoder() {
    return LexicalEncoder.fit(
        IntStream.range(0, DATA.count()).mapToObj(i -> DATA.text(i).text()).toList());
  }

  @Test
  void trainsTheArraysOfTheTowerThatServes() {
    ToyRows.Tower rows = new ToyRows.Tower();
    float[] before = rows.weights().values("up.weight").clone();
    float[] unused = rows.weights().values("unused.weight").clone();
    float[] red = rows.tables().get(0).row(0);

    new CtrlAligner(COSINE, 24, once()).align(rows, transformer(), DATA);

    assertFalse(Arrays.equals(before, rows.weights().values("up.weight")));
    assertFalse(Arrays.equals(red, rows.tables().get(0).row(0)));
    assertArrayEquals(unused, rows.weights().values("unused.weight"));
  }

  @Test
  void theSameSeedGivesTheSameWeights() {
    ToyRows.Tower one = new ToyRows.Tower();
    ToyRows.Tower two = new ToyRows.Tower();

    new CtrlAligner(PARTS, 24, once()).align(one, transformer(), DATA);
    new CtrlAligner(PARTS, 24, once()).align(two, transformer(), DATA);

    assertArrayEquals(one.weights().values("up.weight"), two.weights().values("up.weight"), 0);
  }

  private static TrainingOptions once() {
    return TrainingOptions.builder().epochs(1).build();
  }

  @Test
  void theTextTowersGraphIsThatOfItsTokens() {
    TextTower texts = transformer();
    ToyRows.Tower rows = new ToyRows.Tower();
    AlignmentNetwork network = new AlignmentNetwork(rows, texts, COSINE, 1);
    CtrlAligner.Batches batches = new CtrlAligner.Batches(rows, texts, DATA, 4);

    float[] together = scored(network, batches, 0, 9, 17);
    float[] alone = scored(network, batches, 9);

    assertArrayEquals(alone, Arrays.copyOfRange(together, 16, 32), 1e-5f);
  }

  private static float[] scored(
      AlignmentNetwork network, CtrlAligner.Batches batches, int... indices) {
    try (NetworkScorer scorer =
        NetworkScorer.open(network, Compute.CPU, 1, AlignmentNetwork.TEXTS)) {
      return scorer.score(batches.batch(indices, Draws.of(1))).get(0);
    }
  }

  @Test
  void everyRowComesOnceAnEpoch() {
    ToyRows.Tower rows = new ToyRows.Tower();
    CtrlAligner.Batches batches = new CtrlAligner.Batches(rows, transformer(), DATA, 7);

    List<Integer> sizes = new ArrayList<>();
    for (Iterator<Batch> epoch = batches.batches(3); epoch.hasNext(); ) {
      sizes.add(epoch.next().samples());
    }

    assertEquals(List.of(7, 7, 7, 7, 7, 7, 6), sizes);
  }

  @Test
  void aFrozenTowerKnowsOnlyWhatItEncoded() {
    TextTower tower = new FrozenTextTower(encoder(), List.of(DATA.text(0)), 4, 1);
    Exception thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> tower.fill(new Batch(1), List.of(new RowText("new", List.of(), ""))));
    assertEquals("a text was not among those encoded: 'new'", thrown.getMessage());
  }

  @Test
  void refusesBatchesThatWouldNotFit() {
    assertEquals(
        "batch must be at least 2 and at most 2048 with 4 parts, was 2049",
        assertThrows(IllegalArgumentException.class, () -> new CtrlAligner(PARTS, 2049, once()))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> new CtrlAligner(COSINE, 1, once()));
    new CtrlAligner(COSINE, 6400, once());
  }
}
