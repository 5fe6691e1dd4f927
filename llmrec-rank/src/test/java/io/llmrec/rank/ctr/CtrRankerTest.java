package io.llmrec.rank.ctr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.testing.Samples;
import io.llmrec.prompt.enrich.category.CategoryMatchFeatures;
import io.llmrec.rank.ctr.CtrTrainer.Trained;
import io.llmrec.rank.ctr.FeatureSource.Requested;
import io.llmrec.rank.feature.FeatureEncoder;
import io.llmrec.rank.feature.FeatureSchema;
import io.llmrec.rank.feature.Features;
import io.llmrec.rank.feature.Sample;
import io.llmrec.rank.feature.SampleSource;
import io.llmrec.rank.train.TrainingOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CtrRankerTest {

  private static final CtrOptions OPTIONS =
      CtrOptions.of(Backbone.DCN_V2)
          .with(o -> o.width(4).hidden(16).batch(128).adaptor(Adaptor.DEFAULT));

  private static FeatureSchema schema;
  private static CtrModel model;

  @BeforeAll
  static void trains() {
    List<Sample> samples = SampleShop.samples(1500, 1);
    schema = FeatureSchema.fit(SampleShop.features(), samples);
    model = trained(schema).model();
  }

  private static Trained trained(FeatureSchema schema) {
    FeatureEncoder encoder = new FeatureEncoder(schema, SampleShop.tables());
    TrainingOptions training = TrainingOptions.builder().epochs(4).learningRate(0.01).build();
    return new CtrTrainer(OPTIONS, training)
        .fit(
            encoder,
            SampleSource.inMemory(encoder, SampleShop.samples(1500, 1).stream()),
            SampleSource.inMemory(encoder, SampleShop.samples(500, 2).stream()));
  }

  @Test
  void categoryMatchesEnterAsFieldsAndCanBeSwitchedOff() {
    FeatureSchema without =
        schema
            .without(CategoryMatchFeatures.NAMES.toArray(String[]::new))
            .without("history", SampleShop.VECTOR);

    double base = trained(without).report().bestMetric();
    double matched = model.metrics().get("validation_auc");

    assertTrue(matched > base + 0.05, () -> "%s against %s".formatted(matched, base));
  }

  @Test
  void preparedItemsAndLookedUpFeaturesGiveTheSameScores() {
    StageContext context = Samples.context();
    List<Candidate> candidates = Samples.candidates();
    CtrItems items = model.prepare(SampleShop.items());

    double[] looked = CtrRanker.of(model, SampleShop::requested).score(context, candidates);
    double[] prepared =
        CtrRanker.prepared(model, SampleShop::requested, items).score(context, candidates);

    assertArrayEquals(looked, prepared, 1e-5);
    assertEquals(Map.of(), context.counts());
  }

  @Test
  void countsCandidatesThatAreNotPrepared() {
    StageContext context = Samples.context();
    Map<String, Features> few = new HashMap<>(SampleShop.items());
    few.remove(Samples.candidates().get(0).id());

    CtrRanker.prepared(model, SampleShop::requested, model.prepare(few))
        .score(context, Samples.candidates());

    assertEquals(Map.of("unprepared", 1L), context.counts());
  }

  @Test
  void refusesFeaturesThatDoNotFitAndItemsOfAnotherModel() {
    CtrRanker ranker =
        CtrRanker.of(
            model,
            (context, candidates) -> new Requested(SampleShop.user(Samples.user()), List.of()));
    CtrModel other = trained(schema).model();

    Exception features =
        assertThrows(
            IllegalStateException.class,
            () -> ranker.score(Samples.context(), Samples.candidates()));
    Exception items =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                CtrRanker.prepared(
                    model, SampleShop::requested, other.prepare(SampleShop.items())));

    int count = Samples.candidates().size();
    assertEquals(
        "features: %d candidates in, features of 0 out".formatted(count), features.getMessage());
    assertEquals("the items were prepared by another model", items.getMessage());
  }
}
