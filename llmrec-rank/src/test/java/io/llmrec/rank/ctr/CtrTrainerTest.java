package io.llmrec.rank.ctr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.embed.torch.Compute;
import io.llmrec.rank.ctr.CtrTrainer.Trained;
import io.llmrec.rank.feature.EncodedSample;
import io.llmrec.rank.feature.FeatureEncoder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CtrTrainerTest {

  private static Trained train(CtrOptions options, FeatureEncoder encoder) {
    return new CtrTrainer(options, World.training())
        .fit(encoder, World.source(encoder, 6000, 2), World.source(encoder, 1000, 3));
  }

  private static int[][] rows(FeatureEncoder encoder) {
    try (var samples = World.source(encoder, 300, 9).open()) {
      return samples.map(EncodedSample::row).toArray(int[][]::new);
    }
  }

  @ParameterizedTest
  @EnumSource(Backbone.class)
  void learnsWhatNoFeatureSaysAlone(Backbone backbone) {
    FeatureEncoder encoder = World.encoder();

    Trained plain = train(World.options(backbone), encoder);
    Trained adapted = train(World.options(backbone).with(o -> o.adaptor(Adaptor.DEFAULT)), encoder);

    assertTrue(plain.report().bestMetric() > 0.83, () -> backbone + " " + plain.report());
    assertTrue(adapted.report().bestMetric() > 0.83, () -> backbone + " " + adapted.report());
    agrees(adapted.model(), encoder);
  }

  private static void agrees(CtrModel model, FeatureEncoder encoder) {
    int[][] rows = rows(encoder);
    double[] own = model.probabilities(rows);
    try (CtrTorchScorer torch = model.torch(Compute.CPU, 1)) {
      assertArrayEquals(torch.probabilities(rows), own, 1e-5);
    }
  }
}
