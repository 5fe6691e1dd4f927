package io.llmrec.rank.ctr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.rank.ctr.CtrTrainer.Trained;
import io.llmrec.rank.feature.EncodedSample;
import io.llmrec.rank.feature.Feature;
import io.llmrec.rank.feature.FeatureEncoder;
import io.llmrec.rank.feature.FeatureSchema;
import io.llmrec.rank.feature.Features;
import io.llmrec.rank.feature.Sample;
import io.llmrec.rank.feature.SampleSource;
import io.llmrec.rank.feature.Side;
import io.llmrec.rank.train.TrainingOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CtrTrainerTest {

  /** What is left to learn: one label of ten is turned round. */
  private static final double BEST = 0.9;

  private static Trained train(CtrOptions options, FeatureEncoder encoder) {
    return new CtrTrainer(options, World.training())
        .fit(encoder, World.source(encoder, 3000, 2), World.source(encoder, 600, 3));
  }

  private static Trained brief(CtrOptions options, FeatureEncoder encoder) {
    TrainingOptions once = TrainingOptions.builder().epochs(2).learningRate(0.01).build();
    return new CtrTrainer(options, once)
        .fit(encoder, World.source(encoder, 700, 2), World.source(encoder, 200, 3));
  }

  @ParameterizedTest
  @EnumSource(Backbone.class)
  void learnsWhatNoFeatureSaysAlone(Backbone backbone) {
    Trained base = train(World.options(backbone), World.encoder());

    assertTrue(base.report().bestMetric() > BEST - 0.08, () -> backbone + " " + base.report());
    assertEquals(base.report().bestMetric(), base.model().metrics().get("validation_auc"));
  }

  @ParameterizedTest
  @EnumSource(Backbone.class)
  void learnsFromVectorsAlone(Backbone backbone) {
    FeatureSchema schema = World.schema().only("age", "item", "profile", "knowledge", "parts");
    FeatureEncoder encoder = new FeatureEncoder(schema, World.tables());
    CtrOptions base = World.options(backbone);

    Trained without = brief(base, encoder);
    Trained with = train(base.with(o -> o.adaptor(Adaptor.DEFAULT)), encoder);

    assertTrue(without.report().bestMetric() < 0.62, () -> backbone + " " + without.report());
    assertTrue(with.report().bestMetric() > BEST - 0.08, () -> backbone + " " + with.report());
  }

  @ParameterizedTest
  @EnumSource(Backbone.class)
  void withTheAdaptorOffTheBaseIsReproducedToTheBit(Backbone backbone) {
    CtrOptions options = World.options(backbone).with(o -> o.dropout(0.1));
    FeatureSchema without = World.schema().without("profile", "knowledge", "parts");

    CtrModel base = brief(options, new FeatureEncoder(without)).model();
    CtrModel off =
        brief(options.with(o -> o.adaptor(Adaptor.DEFAULT).noAdaptor()), World.encoder()).model();

    List<String> names = base.network().weights().names();
    assertEquals(names, off.network().weights().names());
    for (String name : names) {
      assertArrayEquals(
          base.network().weights().values(name), off.network().weights().values(name));
    }
    assertSameTables(base, off);
    assertArrayEquals(base.probabilities(rows(base)), off.probabilities(rows(off)));
  }

  @Test
  void whatTheAdaptorAddsLeavesFirstRowsAndOrderAsTheyAre() {
    CtrNetwork base = new CtrNetwork(World.encoder(), World.options(Backbone.DCN_V2));
    CtrOptions with = World.options(Backbone.DCN_V2).with(o -> o.adaptor(Adaptor.DEFAULT));
    CtrNetwork adapted = new CtrNetwork(World.encoder(), with);

    assertArrayEquals(base.tables().get(0).row(5), adapted.tables().get(0).row(5));
    assertArrayEquals(
        base.weights().values("number.price"), adapted.weights().values("number.price"));
  }

  private static void assertSameTables(CtrModel a, CtrModel b) {
    for (int t = 0; t < a.network().tables().size(); t++) {
      for (int row = 0; row < a.network().tables().get(t).rows(); row++) {
        assertArrayEquals(
            a.network().tables().get(t).row(row), b.network().tables().get(t).row(row));
      }
    }
  }

  private static int[][] rows(CtrModel model) {
    return World.source(model.encoder(), 50, 9)
        .open()
        .map(EncodedSample::row)
        .toArray(int[][]::new);
  }

  @Test
  void theSameSeedGivesTheSameModelAndAnotherAnother() {
    CtrOptions options = World.options(Backbone.DCN_V2).with(o -> o.dropout(0.2));

    String first = brief(options, World.encoder()).model().fingerprint();
    String again = brief(options, World.encoder()).model().fingerprint();
    String other = brief(options.with(o -> o.seed(2)), World.encoder()).model().fingerprint();

    assertEquals(first, again);
    assertNotEquals(first, other);
  }

  @Test
  void itemsThatTrainingDidNotShowAreScoredByTheRowOfTheUnseen() {
    Trained trained = brief(World.options(Backbone.DCN_V2), World.encoder());
    double[] scores =
        trained
            .model()
            .probabilities(
                World.user(3),
                List.of(
                    Features.builder().text("item", "new").build(),
                    Features.builder().text("item", "newer").build()),
                List.of());

    assertEquals(scores[0], scores[1]);
  }

  @Test
  void wantsAValidationOfItsOwnWithBothLabels() {
    FeatureEncoder encoder = World.encoder();
    SampleSource samples = World.source(encoder, 100, 2);
    CtrTrainer trainer = new CtrTrainer(World.options(Backbone.DCN_V2), World.training());
    SampleSource alike = SampleSource.of(samples.open().filter(EncodedSample::positive).toList());

    Exception same =
        assertThrows(IllegalArgumentException.class, () -> trainer.fit(encoder, samples, samples));
    Exception oneLabel =
        assertThrows(IllegalArgumentException.class, () -> trainer.fit(encoder, samples, alike));

    assertEquals(
        "validation must be of other samples than those to learn from, was the same source",
        same.getMessage());
    assertTrue(oneLabel.getMessage().startsWith("validation must have positive and other samples"));
  }

  @Test
  void refusesFeaturesThatABackboneCannotUse() {
    List<Sample> samples = World.samples(50, 1);
    FeatureSchema noItem =
        FeatureSchema.fit(
            List.of(Feature.category("user", Side.USER), Feature.history("history", 3, "i", "r")),
            samples);
    FeatureSchema vectors = World.schema().only("profile");

    Exception target =
        assertThrows(
            IllegalArgumentException.class,
            () -> new CtrNetwork(new FeatureEncoder(noItem), World.options(Backbone.DIN)));
    Exception plain =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new CtrNetwork(
                    new FeatureEncoder(vectors, World.tables()), World.options(Backbone.DIN)));
    Exception named =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new CtrNetwork(
                    World.encoder(), World.options(Backbone.DIN).with(o -> o.target("user"))));

    assertEquals(
        "what a candidate attends with needs a feature that is one category of an item",
        target.getMessage());
    assertEquals("a model needs a feature that is no vector", plain.getMessage());
    assertEquals(
        "target must be a feature that is one category of an item, was 'user'", named.getMessage());
  }
}
