package io.llmrec.examples.bench;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.VectorTable;
import io.llmrec.embed.torch.Compute;
import io.llmrec.rank.ctr.Adaptor;
import io.llmrec.rank.ctr.Backbone;
import io.llmrec.rank.ctr.CtrItems;
import io.llmrec.rank.ctr.CtrModel;
import io.llmrec.rank.ctr.CtrOptions;
import io.llmrec.rank.ctr.CtrTorchScorer;
import io.llmrec.rank.ctr.CtrTrainer;
import io.llmrec.rank.feature.Event;
import io.llmrec.rank.feature.Feature;
import io.llmrec.rank.feature.FeatureEncoder;
import io.llmrec.rank.feature.FeatureSchema;
import io.llmrec.rank.feature.Features;
import io.llmrec.rank.feature.Sample;
import io.llmrec.rank.feature.SampleSource;
import io.llmrec.rank.feature.Side;
import io.llmrec.rank.train.TrainingOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Scoring 1,000 candidates of one user with a DCN-v2: twelve fields of 32 numbers and two of the
 * adaptor, a perceptron of 256 and 128 units. Plain Java with prepared items from the features of
 * the user on, and libtorch through DJL on one thread, whose rows are encoded beforehand and for
 * which the adaptor's part is ready, too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Dai.djl.pytorch.num_threads=1")
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class CtrServingBenchmark {

  private static final int CANDIDATES = 1000;
  private static final int ITEMS = 2000;
  private static final int USERS = 500;
  private static final int DIMENSION = 64;
  private static final int SAMPLES = 24_000;

  /** Cross layers. */
  @Param({"2", "3"})
  public int layers;

  private CtrModel model;
  private CtrItems items;
  private CtrTorchScorer torch;
  private List<String> ids;
  private int[][] rows;

  /** Trains a model on tastes that can be learned, and prepares items. */
  @Setup(Level.Trial)
  public void prepare() {
    List<Sample> samples = samples();
    Map<String, VectorTable> tables =
        Map.of("profile", vectors("u", USERS), "knowledge", vectors("i", ITEMS));
    FeatureEncoder encoder = new FeatureEncoder(FeatureSchema.fit(features(), samples), tables);
    CtrOptions options =
        CtrOptions.of(Backbone.DCN_V2)
            .with(o -> o.width(32).layers(layers).adaptor(Adaptor.DEFAULT).batch(500));
    SampleSource train = SampleSource.inMemory(encoder, samples.stream().limit(SAMPLES - 500));
    SampleSource validation = SampleSource.inMemory(encoder, samples.stream().skip(SAMPLES - 500));
    TrainingOptions training = TrainingOptions.builder().epochs(3).build();
    model = new CtrTrainer(options, training).fit(encoder, train, validation).model();
    Map<String, Features> all = new LinkedHashMap<>();
    for (int item = 0; item < ITEMS; item++) {
      all.put("i" + item, item(item));
    }
    items = model.prepare(all);
    ids = List.copyOf(all.keySet()).subList(0, CANDIDATES);
    rows = new int[CANDIDATES][];
    for (int item = 0; item < CANDIDATES; item++) {
      rows[item] = encoder.encode(user(1).and(item(item)));
    }
    torch = model.torch(Compute.CPU, 1);
    double[] own = plainJava();
    double[] theirs = throughDjl();
    for (int i = 0; i < own.length; i++) {
      if (!(Math.abs(own[i] - theirs[i]) < 1e-5)) {
        throw new IllegalStateException("scores differ: %s and %s".formatted(own[i], theirs[i]));
      }
    }
  }

  /** Frees the engine's memory. */
  @TearDown
  public void close() {
    torch.close();
  }

  private static List<Feature> features() {
    return List.of(
        Feature.category("user", Side.USER),
        Feature.category("gender", Side.USER),
        Feature.category("age", Side.USER),
        Feature.category("job", Side.USER),
        Feature.category("hour", Side.USER),
        Feature.history("history", 30, "item", "rating"),
        Feature.category("item", Side.ITEM),
        Feature.categories("genres", Side.ITEM, 4),
        Feature.number("year", Side.ITEM).buckets(10),
        Feature.category("maker", Side.ITEM),
        Feature.number("price", Side.ITEM).log(),
        Feature.number("sold", Side.ITEM).log(),
        Feature.vector("profile", Side.USER, DIMENSION),
        Feature.vector("knowledge", Side.ITEM, DIMENSION));
  }

  private static Features user(int user) {
    List<Event> events = new ArrayList<>();
    for (int e = 0; e < 30; e++) {
      events.add(Event.of("i" + (user * 7 + e * 31) % ITEMS, String.valueOf(1 + e % 5)));
    }
    return Features.builder()
        .text("user", "u" + user)
        .whole("gender", user % 2)
        .whole("age", user % 7)
        .whole("job", user % 21)
        .whole("hour", user % 24)
        .history("history", events)
        .text("profile", "u" + user)
        .build();
  }

  private static Features item(int item) {
    return Features.builder()
        .text("item", "i" + item)
        .texts("genres", List.of("g" + item % 18, "h" + item % 11))
        .number("year", 1950 + item % 70)
        .whole("maker", item % 90)
        .number("price", 1 + item % 300)
        .number("sold", item % 1000)
        .text("knowledge", "i" + item)
        .build();
  }

  private static List<Sample> samples() {
    Draws draws = Draws.of(1);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      int user = draws.below(USERS);
      int item = draws.below(ITEMS);
      int like = (user % 7 + item % 18) % 3 + (item % 5 == 0 ? 1 : 0);
      samples.add(new Sample(user(user).and(item(item)), draws.below(4) < like));
    }
    return samples;
  }

  private static VectorTable vectors(String prefix, int count) {
    List<String> ids = new ArrayList<>();
    List<Embedding> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Draws draws = Draws.of(7, i);
      float[] values = new float[DIMENSION];
      for (int d = 0; d < DIMENSION; d++) {
        values[d] = draws.aroundZero();
      }
      ids.add(prefix + i);
      vectors.add(Embedding.of(values));
    }
    return VectorTable.of(ids, vectors);
  }

  /** From the user's features to 1,000 probabilities. */
  @Benchmark
  public double[] plainJava() {
    return model.probabilities(user(1), items, ids, List.of());
  }

  /** From 1,000 encoded rows to their probabilities. */
  @Benchmark
  public double[] throughDjl() {
    return torch.probabilities(rows);
  }
}
