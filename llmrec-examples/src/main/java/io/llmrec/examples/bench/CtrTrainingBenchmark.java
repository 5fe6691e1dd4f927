package io.llmrec.examples.bench;

import io.llmrec.core.compute.Draws;
import io.llmrec.examples.Console;
import io.llmrec.rank.ctr.Backbone;
import io.llmrec.rank.ctr.CtrOptions;
import io.llmrec.rank.ctr.CtrTrainer;
import io.llmrec.rank.feature.EncodedSample;
import io.llmrec.rank.feature.Feature;
import io.llmrec.rank.feature.FeatureEncoder;
import io.llmrec.rank.feature.FeatureSchema;
import io.llmrec.rank.feature.Features;
import io.llmrec.rank.feature.Sample;
import io.llmrec.rank.feature.SampleSource;
import io.llmrec.rank.feature.Side;
import io.llmrec.rank.train.TrainingOptions;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How fast a CTR model trains: one epoch of a DCN-v2 over samples of twelve categories, in
 * processor time of the whole process.
 */
public final class CtrTrainingBenchmark {

  private static final int FIELDS = 12;
  private static final int[] SIZES = {6040, 3700, 2, 7, 21, 3400, 18, 300, 80, 40, 24, 7};
  private static final int VALIDATION = 1_000;

  private CtrTrainingBenchmark() {}

  /** Prints a line; arguments: samples (800000 by default), batch (1024) and width (16). */
  public static void main(String[] args) {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 800_000;
    int batch = args.length > 1 ? Integer.parseInt(args[1]) : 1024;
    int width = args.length > 2 ? Integer.parseInt(args[2]) : 16;
    FeatureEncoder encoder = new FeatureEncoder(schema());
    SampleSource samples = SampleSource.of(drawn(count, 1));
    SampleSource validation = SampleSource.of(drawn(VALIDATION, 2));
    CtrOptions options = CtrOptions.of(Backbone.DCN_V2).with(o -> o.batch(batch).width(width));
    TrainingOptions training = TrainingOptions.builder().epochs(1).build();
    long wall = System.nanoTime();
    long before = CpuClock.process();
    new CtrTrainer(options, training).fit(encoder, samples, validation);
    double cpu = (CpuClock.process() - before) / 1e9;
    PrintStream out = Console.out();
    out.printf(
        Locale.ROOT,
        "one epoch of %,d samples, %d fields x %d, batches of %d: %.1f s of processor time, %.1f s"
            + " of the clock, %,.0f samples a processor second%n",
        count,
        FIELDS,
        width,
        batch,
        cpu,
        (System.nanoTime() - wall) / 1e9,
        count / cpu);
  }

  /** Each category of each field is in a sample. */
  private static FeatureSchema schema() {
    List<Feature> features = new ArrayList<>();
    for (int f = 0; f < FIELDS; f++) {
      features.add(Feature.category("f" + f, f < FIELDS / 2 ? Side.USER : Side.ITEM));
    }
    List<Sample> samples = new ArrayList<>();
    for (int row = 0; row < 6040; row++) {
      Features.Builder builder = Features.builder();
      for (int f = 0; f < FIELDS; f++) {
        builder.whole("f" + f, row % SIZES[f]);
      }
      samples.add(new Sample(builder.build(), false));
    }
    return FeatureSchema.fit(features, samples);
  }

  private static List<EncodedSample> drawn(int count, int seed) {
    Draws draws = Draws.of(seed);
    List<EncodedSample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] row = new int[FIELDS];
      for (int f = 0; f < FIELDS; f++) {
        row[f] = 1 + draws.below(SIZES[f]);
      }
      samples.add(new EncodedSample(row, (row[0] + row[1]) % 3 == 0 ^ draws.below(10) == 0));
    }
    return samples;
  }
}
