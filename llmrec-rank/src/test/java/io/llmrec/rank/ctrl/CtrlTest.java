package io.llmrec.rank.ctrl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.eval.ClassificationMetrics;
import io.llmrec.embed.torch.Compute;
import io.llmrec.rank.ctr.Backbone;
import io.llmrec.rank.ctr.CtrModel;
import io.llmrec.rank.ctr.CtrOptions;
import io.llmrec.rank.ctr.CtrTorchScorer;
import io.llmrec.rank.ctr.CtrTrainer;
import io.llmrec.rank.ctr.Pretraining;
import io.llmrec.rank.feature.EncodedSample;
import io.llmrec.rank.feature.Event;
import io.llmrec.rank.feature.Feature;
import io.llmrec.rank.feature.FeatureEncoder;
import io.llmrec.rank.feature.FeatureSchema;
import io.llmrec.rank.feature.Features;
import io.llmrec.rank.feature.Sample;
import io.llmrec.rank.feature.SampleSource;
import io.llmrec.rank.feature.Side;
import io.llmrec.rank.text.RowPrompt;
import io.llmrec.rank.text.RowText;
import io.llmrec.rank.text.TextTower;
import io.llmrec.rank.text.WordTransformer;
import io.llmrec.rank.text.WordVocabulary;
import io.llmrec.rank.train.TrainingOptions;
import io.llmrec.rank.transformer.TransformerShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both stages with the backbones that serve. */
class CtrlTest {

  /** Users of two tastes and items of two genres; no feature but the text tells the genre. */
  private static final int ITEMS = 40;

  private static final RowPrompt PROMPT =
      new RowPrompt(List.of("taste"), "history", List.of("genre"));

  private final FeatureEncoder encoder;
  private final List<EncodedSample> all = new ArrayList<>();
  private final List<RowText> texts = new ArrayList<>();

  CtrlTest() {
    List<Sample> samples = new ArrayList<>();
    for (int item = 0; item < ITEMS; item++) {
      for (int taste = 0; taste < 2; taste++) {
        Features features =
            Features.builder()
                .text("taste", "t" + taste)
                .text("item", "i" + item)
                .history("history", List.of(Event.of("i" + (item + 7) % ITEMS)))
                .build();
        samples.add(new Sample(features, item % 2 == taste));
        texts.add(
            PROMPT.write(
                Map.of("taste", taste == 0 ? "action" : "romance"),
                List.of(),
                Map.of("genre", item % 2 == 0 ? "action" : "romance")));
      }
    }
    encoder =
        new FeatureEncoder(
            FeatureSchema.fit(
                List.of(
                    Feature.category("taste", Side.USER),
                    Feature.category("item", Side.ITEM),
                    Feature.history("history", 2, "item")),
                samples));
    samples.forEach(
        one -> all.add(new EncodedSample(encoder.encode(one.features()), one.positive())));
  }

  private AlignedRows rows() {
    return new AlignedRows() {
      @Override
      public int count() {
        return all.size();
      }

      @Override
      public int[] row(int index) {
        return all.get(index).row();
      }

      @Override
      public RowText text(int index) {
        return texts.get(index);
      }
    };
  }

  private TextTower tower() {
    WordVocabulary words = WordVocabulary.fit(texts.stream().map(RowText::text), 50);
    return new WordTransformer(words, new TransformerShape(16, 2, 16, 1), 16, 0, 1);
  }

  private Pretraining alignment(int epochs) {
    AlignmentOptions options = new AlignmentOptions(0.7, 2, 8, AlignmentOptions.Scale.SUM);
    TrainingOptions training = TrainingOptions.builder().epochs(epochs).learningRate(0.02).build();
    return rowTower -> new CtrlAligner(options, 40, training).align(rowTower, tower(), rows());
  }

  private static CtrTrainer trainer(Backbone backbone) {
    CtrOptions options = CtrOptions.builder(backbone).width(8).batch(16).build();
    return new CtrTrainer(
        options, TrainingOptions.builder().epochs(4).learningRate(0.005).patience(4).build());
  }

  private SampleSource known() {
    return SampleSource.of(all.subList(0, all.size() / 2));
  }

  private SampleSource unknown() {
    return SampleSource.of(all.subList(all.size() / 2, all.size()));
  }

  @Test
  void whatTheTextsSayHelpsWithItemsThatNoLabelWasSeenOf() {
    CtrModel alone = trainer(Backbone.DCN_V2).fit(encoder, known(), known2()).model();
    CtrModel aligned =
        trainer(Backbone.DCN_V2).fit(encoder, known(), known2(), alignment(40)).model();

    assertTrue(auc(aligned) > 0.7, () -> "aligned " + auc(aligned));
    assertTrue(auc(aligned) > auc(alone) + 0.2, () -> "alone " + auc(alone));
  }

  /** The same samples from another source. */
  private SampleSource known2() {
    return SampleSource.of(all.subList(0, all.size() / 2));
  }

  private double auc(CtrModel model) {
    List<EncodedSample> asked = all.subList(all.size() / 2, all.size());
    boolean[] labels = new boolean[asked.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = asked.get(i).positive();
    }
    return ClassificationMetrics.auc(model.probabilities(matrix(asked)), labels);
  }

  private static int[][] matrix(List<EncodedSample> samples) {
    return samples.stream().map(EncodedSample::row).toArray(int[][]::new);
  }

  @ParameterizedTest
  @EnumSource(Backbone.class)
  void everyBackboneIsAlignedAndServesAsItself(Backbone backbone) {
    List<float[]> lastBefore = new ArrayList<>();
    List<float[]> lastAfter = new ArrayList<>();
    Pretraining watched =
        rowTower -> {
          List<String> last =
              rowTower.weights().names().stream()
                  .filter(name -> name.matches("(deep\\.|interacting\\.)?last\\..*"))
                  .toList();
          last.forEach(name -> lastBefore.add(rowTower.weights().values(name).clone()));
          float[] item = rowTower.tables().get(1).row(5);
          alignment(1).train(rowTower);
          last.forEach(name -> lastAfter.add(rowTower.weights().values(name).clone()));
          assertTrue(!Arrays.equals(item, rowTower.tables().get(1).row(5)));
        };

    CtrModel model = trainer(backbone).fit(encoder, known(), unknown(), watched).model();

    assertTrue(!lastBefore.isEmpty());
    IntStream.range(0, lastBefore.size())
        .forEach(i -> assertArrayEquals(lastBefore.get(i), lastAfter.get(i)));
    int[][] rows = matrix(all);
    double[] plain = model.probabilities(rows);
    try (CtrTorchScorer torch = model.torch(Compute.CPU, 1)) {
      assertArrayEquals(torch.probabilities(rows), plain, 1e-5);
    }
  }

  @Test
  void withoutPretrainingTheModelIsTheBackboneToTheBit() {
    CtrModel plain = trainer(Backbone.AUTO_INT).fit(encoder, known(), unknown()).model();
    CtrModel empty = trainer(Backbone.AUTO_INT).fit(encoder, known(), unknown(), any -> {}).model();

    assertEquals(plain.fingerprint(), empty.fingerprint());
  }
}
