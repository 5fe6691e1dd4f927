package io.llmrec.rank.ctr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.embed.torch.Compute;
import io.llmrec.rank.feature.FeatureEncoder;
import io.llmrec.rank.feature.FeatureSchema;
import io.llmrec.rank.feature.Features;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DCN-v2 with prepared items, beside libtorch. */
class CrossServingTest {

  /** None, one, odd numbers, a whole group, more than one; many enough to pay for a matrix. */
  private static final int[] COUNTS = {0, 1, 3, 50, 51, 407};

  private static final List<String> OF_USERS =
      List.of("user", "group", "age", "history", "profile", "parts");
  private static final List<String> OF_ITEMS = List.of("item", "genres", "price", "knowledge");
  private static final List<String> OF_BOTH = List.of("distance", "parts");

  private static CtrModel model(int layers, List<String> without) {
    FeatureSchema schema = World.schema().without(without.toArray(String[]::new));
    CtrOptions options = World.options(Backbone.DCN_V2).with(o -> o.layers(layers).hidden(24, 12));
    boolean knowledge = !without.contains("profile") && !without.contains("knowledge");
    return CtrModelTest.model(
        knowledge ? options.with(o -> o.adaptor(Adaptor.DEFAULT)) : options,
        new FeatureEncoder(schema, World.tables()));
  }

  private static void assertAsLibtorch(CtrModel model) {
    CtrItems items = model.prepare(World.items());
    try (CtrTorchScorer torch = model.torch(Compute.CPU, 1)) {
      for (int count : COUNTS) {
        List<String> ids = new ArrayList<>();
        List<Features> pairs = new ArrayList<>();
        int[][] rows = new int[count][];
        for (int i = 0; i < count; i++) {
          int item = i % World.ITEMS;
          ids.add("i" + item);
          pairs.add(World.pair(5, item));
          rows[i] =
              model.encoder().encode(World.user(5).and(World.item(item)).and(World.pair(5, item)));
        }

        double[] own = model.probabilities(World.user(5), items, ids, pairs);

        assertEquals(count, own.length);
        assertArrayEquals(torch.probabilities(rows), own, 1e-5);
      }
    }
  }

  private static void assertScoresDiffer(CtrModel model) {
    CtrItems items = model.prepare(World.items());
    double[] scores =
        model.probabilities(World.user(5), items, List.copyOf(World.items().keySet()), List.of());
    double least = Arrays.stream(scores).min().orElse(0);
    assertTrue(Arrays.stream(scores).anyMatch(score -> score > least + 0.05));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void anyNumberOfLayersWithFieldsOfUsersAndItems(int layers) {
    CtrModel model = model(layers, OF_BOTH);

    assertScoresDiffer(model);
    assertAsLibtorch(model);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void withFieldsOfBothTogetherToo(int layers) {
    CtrModel model = model(layers, List.of("parts"));

    assertScoresDiffer(model);
    assertAsLibtorch(model);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void withFieldsOfItemsAlone(int layers) {
    List<String> without = new ArrayList<>(OF_USERS);
    without.add("distance");
    CtrModel model = model(layers, without);

    assertScoresDiffer(model);
    assertAsLibtorch(model);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void withFieldsOfUsersAlone(int layers) {
    List<String> without = new ArrayList<>(OF_ITEMS);
    without.addAll(List.of("distance", "parts", "history"));

    assertAsLibtorch(model(layers, without));
  }
}
