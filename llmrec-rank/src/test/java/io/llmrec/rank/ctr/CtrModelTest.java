package io.llmrec.rank.ctr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.compute.Draws;
import io.llmrec.embed.torch.Compute;
import io.llmrec.rank.feature.EncodedSample;
import io.llmrec.rank.feature.FeatureEncoder;
import io.llmrec.rank.feature.FeatureSchema;
import io.llmrec.rank.feature.Features;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.Weights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CtrModelTest {

  /** A model of weights that training might have given. */
  static CtrModel model(CtrOptions options) {
    return model(options, World.encoder());
  }

  static CtrModel model(CtrOptions options, FeatureEncoder encoder) {
    CtrNetwork network = new CtrNetwork(encoder, options);
    Draws draws = Draws.of(8);
    Weights weights = network.weights();
    for (String name : weights.names()) {
      float[] values = weights.values(name);
      for (int i = 0; i < values.length; i++) {
        values[i] += 0.1f * draws.aroundZero();
      }
    }
    for (EmbeddingTable table : network.tables()) {
      for (int row = 0; row < table.rows() && table.trainable(); row++) {
        float[] values = table.row(row);
        for (int i = 0; i < values.length; i++) {
          values[i] += draws.aroundZero();
        }
        table.setRow(row, values);
      }
    }
    String fingerprint = CtrFolder.fingerprint(encoder.schema(), options, network);
    return new CtrModel(encoder, options, network, Map.of("validation_auc", 0.75), fingerprint);
  }

  private static CtrOptions adapted(Backbone backbone) {
    return World.options(backbone).with(o -> o.adaptor(Adaptor.DEFAULT).hidden(24, 12).layers(3));
  }

  private static int[][] rows(CtrModel model) {
    try (Stream<EncodedSample> samples = World.source(model.encoder(), 200, 9).open()) {
      return samples.map(EncodedSample::row).toArray(int[][]::new);
    }
  }

  private static void assertSame(double[] expected, double[] actual) {
    assertArrayEquals(expected, actual, 1e-5);
    double least = Arrays.stream(expected).min().orElse(0);
    assertTrue(
        Arrays.stream(expected).anyMatch(score -> score > least + 0.05),
        "scores must differ for the comparison to say anything");
  }

  @ParameterizedTest
  @EnumSource(Backbone.class)
  void scoresAreThoseOfTheGraph(Backbone backbone) {
    CtrModel model = model(adapted(backbone));
    int[][] rows = rows(model);

    try (CtrTorchScorer torch = model.torch(Compute.CPU, 1)) {
      assertSame(torch.probabilities(rows), model.probabilities(rows));
      assertEquals(0, torch.probabilities(new int[0][]).length);
    }
  }

  @ParameterizedTest
  @EnumSource(Backbone.class)
  void preparedItemsGiveTheScoresOfWholeSamples(Backbone backbone) {
    CtrModel model = model(adapted(backbone));
    assertPrepared(model);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void soDoCrossLayersOfAnyNumber(int layers) {
    assertPrepared(model(adapted(Backbone.DCN_V2).with(o -> o.layers(layers).hidden(20))));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void soDoModelsWithoutFeaturesOfBothSides(int layers) {
    FeatureSchema sides = World.schema().without("distance", "parts");
    FeatureEncoder encoder = new FeatureEncoder(sides, World.tables());

    assertPrepared(model(adapted(Backbone.DCN_V2).with(o -> o.layers(layers)), encoder));
    assertPrepared(
        model(World.options(Backbone.DCN_V2).with(o -> o.layers(layers).hidden(7)), encoder));
  }

  private static void assertPrepared(CtrModel model) {
    CtrItems items = model.prepare(World.items());
    for (int user : new int[] {0, 5, World.USERS - 1}) {
      List<String> ids = List.copyOf(World.items().keySet());
      List<Features> pairs = new ArrayList<>();
      List<Features> whole = new ArrayList<>();
      for (int item = 0; item < World.ITEMS; item++) {
        pairs.add(World.pair(user, item));
        whole.add(World.user(user).and(World.item(item)).and(World.pair(user, item)));
      }

      assertSame(
          model.probabilities(whole), model.probabilities(World.user(user), items, ids, pairs));
    }
  }

  @Test
  void itemsThatAreNotPreparedAreScoredAsUnknown() {
    CtrModel model = model(adapted(Backbone.DCN_V2));
    CtrItems items = model.prepare(Map.of("i1", World.item(1)));

    double[] scores = model.probabilities(World.user(5), items, List.of("i1", "other"), List.of());
    double[] expected =
        model.probabilities(List.of(World.user(5).and(World.item(1)), World.user(5)));

    assertArrayEquals(expected, scores, 1e-6);
  }

  @Test
  void refusesItemsOfAnotherModelAndPairsThatDoNotFit() {
    CtrModel model = model(World.options(Backbone.DIN));
    CtrModel other = model(World.options(Backbone.DIN));
    CtrItems items = model.prepare(World.items());

    Exception foreign =
        assertThrows(
            IllegalArgumentException.class,
            () -> other.probabilities(World.user(1), items, List.of("i1"), List.of()));
    Exception pairs =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                model.probabilities(
                    World.user(1), items, List.of("i1", "i2"), List.of(World.pair(1, 1))));

    assertEquals("the items were prepared by another model", foreign.getMessage());
    assertEquals("pairs must be none or as many as items, were 1 for 2", pairs.getMessage());
  }

  @ParameterizedTest
  @EnumSource(Backbone.class)
  void aKeptModelGivesTheSameScores(Backbone backbone, @TempDir Path folder) {
    CtrModel model = model(adapted(backbone).with(o -> o.target("item").dropout(0.1)));

    model.save(folder, "data");
    CtrModel opened = CtrModel.open(folder, World.tables());

    assertArrayEquals(model.probabilities(rows(model)), opened.probabilities(rows(opened)));
    assertEquals(model.fingerprint(), opened.fingerprint());
    assertEquals(model.options().toString(), opened.options().toString());
    assertEquals(model.metrics(), opened.metrics());
  }

  @Test
  void refusesFoldersThatAreNotWhole(@TempDir Path folder) throws IOException {
    model(World.options(Backbone.DCN_V2)).save(folder, "");
    Path weights;
    try (Stream<Path> files = Files.list(folder)) {
      weights = files.filter(f -> f.toString().endsWith(".safetensors")).findFirst().orElseThrow();
    }
    byte[] whole = Files.readAllBytes(weights);

    Files.write(weights, Arrays.copyOf(whole, whole.length - 4));
    assertThrows(IllegalArgumentException.class, () -> CtrModel.open(folder, World.tables()));

    byte[] changed = whole.clone();
    changed[changed.length - 2] ^= 1;
    Files.write(weights, changed);
    Exception altered =
        assertThrows(IllegalArgumentException.class, () -> CtrModel.open(folder, World.tables()));
    assertTrue(altered.getMessage().contains("has been altered"), altered.getMessage());
  }

  @Test
  void refusesForeignFoldersAndMissingTables(@TempDir Path folder) throws IOException {
    model(World.options(Backbone.DCN_V2)).save(folder, "");
    Exception tables =
        assertThrows(IllegalArgumentException.class, () -> CtrModel.open(folder, Map.of()));
    assertEquals(
        "feature 'profile' needs a table of vectors, there are tables for []", tables.getMessage());

    Path manifest = folder.resolve("manifest.json");
    String text = Files.readString(manifest);
    Files.write(
        manifest, text.replace("\"ctr\"", "\"two-tower\"").getBytes(StandardCharsets.UTF_8));

    assertThrows(IllegalArgumentException.class, () -> CtrModel.open(folder, World.tables()));
  }
}
