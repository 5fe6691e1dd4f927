package io.llmrec.rank.twotower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.Pipeline;
import io.llmrec.core.Progress;
import io.llmrec.core.RecommendationResult;
import io.llmrec.core.Recommender;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.encode.UserEncoder;
import io.llmrec.core.rank.Ranker;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.testing.ItemEncoderContract;
import io.llmrec.core.testing.RankerContract;
import io.llmrec.core.testing.Samples;
import io.llmrec.core.testing.UserEncoderContract;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import io.llmrec.embed.torch.Compute;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.NetworkScorer;
import io.llmrec.rank.train.TrainingOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoTowerModelTest {

  private static final TrainingOptions BRIEF =
      TrainingOptions.builder().epochs(1).learningRate(5e-3).build();
  private static final TowerInputs ALL =
      TowerInputs.ofIds()
          .withItemNumber("price")
          .withUserAttribute("age")
          .withItemVectors("title", TowerWorld.texts())
          .withUserVectors("profile", TowerWorld.profiles());
  private static final TowerWorld WORLD = new TowerWorld(5);
  private static final TwoTowerModel MODEL =
      new TwoTowerTrainer(ALL, TwoTowerTrainerTest.SMALL, BRIEF)
          .train(WORLD.catalog, WORLD.data())
          .model();

  /** Items and users of all sorts: cold items, one unknown, histories from none to long. */
  @Test
  void servesInPlainJavaWhatTheGraphGives() {
    List<Item> items = WORLD.catalog.stream().limit(40).toList();
    List<UserContext> users =
        List.of(
            WORLD.user(0),
            WORLD.user(3),
            UserContext.cold("u1"),
            new UserContext("u9999", Map.of("age", "77"), WORLD.user(4).history().subList(0, 1)));
    List<float[]> expected = graph(items, users);

    List<Embedding> itemVectors = MODEL.itemEncoder().encode(items);
    int width = MODEL.dimension();
    for (int i = 0; i < items.size(); i++) {
      assertRow(expected.get(0), i * width, itemVectors.get(i));
    }
    var places = MODEL.userEncoder(WORLD.catalog).encode(users);
    for (int i = 0; i < users.size(); i++) {
      assertRow(expected.get(1), i * width, places.get(i).orElseThrow());
    }
  }

  private static void assertRow(float[] expected, int from, Embedding actual) {
    for (int k = 0; k < actual.dimension(); k++) {
      assertEquals(expected[from + k], actual.get(k), 1e-5);
    }
  }

  private static List<float[]> graph(List<Item> items, List<UserContext> users) {
    TowerLayout layout = MODEL.layout();
    List<Item> all = WORLD.catalog.stream().toList();
    List<List<float[]>> vectors = layout.vectors().ofItems(all);
    List<ItemInput> inputs = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      inputs.add(layout.vocabulary().item(ALL, all.get(i), vectors.get(i)));
    }
    ItemGroup group = new ItemGroup(inputs);
    group.clear();
    items.forEach(item -> group.place(all.indexOf(item)));
    List<UserInput> userInputs = new ArrayList<>();
    List<int[]> histories = new ArrayList<>();
    List<List<float[]>> userVectors = layout.vectors().ofUsers(users);
    for (int i = 0; i < users.size(); i++) {
      userInputs.add(layout.vocabulary().user(ALL, users.get(i), userVectors.get(i)));
      List<Interaction> events = users.get(i).history();
      int most = layout.options().history().length();
      histories.add(
          events.subList(Math.max(0, events.size() - most), events.size()).stream()
              .mapToInt(one -> group.place(Integer.parseInt(one.itemId().substring(1))))
              .toArray());
    }
    Batch batch = new Batch(users.size());
    group.addTo(batch, layout, new boolean[group.size()]);
    new UserGroup(userInputs, histories).addTo(batch, layout);
    try (NetworkScorer scorer =
        NetworkScorer.open(MODEL.network(), Compute.CPU, 1, "item", "user")) {
      return scorer.score(batch);
    }
  }

  @Test
  void isTheSameAfterBeingKept(@TempDir Path folder) {
    MODEL.save(folder, Map.of("auc", 0.75));

    TwoTowerModel opened = TwoTowerModel.open(folder, ALL);

    assertEquals(MODEL.fingerprint(), opened.fingerprint());
    assertEquals(MODEL.dataHash(), opened.dataHash());
    List<Item> items = WORLD.catalog.stream().toList();
    assertEquals(MODEL.itemEncoder().encode(items), opened.itemEncoder().encode(items));
    List<UserContext> users = List.of(WORLD.user(1), WORLD.user(2));
    assertEquals(
        MODEL.userEncoder(WORLD.catalog).encode(users),
        opened.userEncoder(WORLD.catalog).encode(users));
  }

  @Test
  void refusesToOpenWithOtherInputs(@TempDir Path folder) {
    MODEL.save(folder, Map.of());

    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> TwoTowerModel.open(folder, ALL.withoutVectors()))
            .getMessage();

    assertTrue(message.startsWith(folder + ": was trained with the inputs {\"ids\":"), message);
    ItemEncoder other = items -> TowerWorld.texts().encode(items);
    assertThrows(
        IllegalArgumentException.class,
        () -> TwoTowerModel.open(folder, ALL.withItemVectors("title", other)));
  }

  @Test
  void refusesAListThatWasAltered(@TempDir Path folder) throws Exception {
    MODEL.save(folder, Map.of());
    Path items;
    try (Stream<Path> files = Files.list(folder)) {
      items = files.filter(file -> file.toString().contains("items-")).findFirst().orElseThrow();
    }
    Files.writeString(items, Files.readString(items).replaceFirst("i1\\n", "i1x\\n"));

    String message =
        assertThrows(IllegalArgumentException.class, () -> TwoTowerModel.open(folder, ALL))
            .getMessage();

    assertTrue(message.contains("has been altered"), message);
  }

  @Test
  void recommendsInAPipeline(@TempDir Path workspace) {
    Pipeline pipeline =
        Pipeline.over(WORLD.catalog)
            .encode(MODEL.itemEncoder())
            .recall(MODEL.recaller(WORLD.catalog, 30))
            .rank(MODEL.ranker(WORLD.catalog))
            .build();
    try (Recommender recommender = pipeline.prepare(workspace, Progress.none())) {
      RecommendationResult result =
          recommender.recommend(RecommendationRequest.forUser(WORLD.user(3)).limit(5).build());
      assertEquals(5, result.items().size());
      double best = result.items().get(0).score();
      assertTrue(best > result.items().get(4).score() - 1e-9 && best <= 1.00001);
    }
  }

  @Test
  void encodesAnItemThatChangedAnew() {
    Item known = WORLD.catalog.stream().findFirst().orElseThrow();
    Embedding before = MODEL.itemEncoder().encode(List.of(known)).get(0);
    Embedding after =
        MODEL.itemEncoder().encode(List.of(known.withAttribute("price", "16"))).get(0);
    assertNotEquals(before, after);
    assertArrayEquals(
        before.toArray(), MODEL.itemEncoder().encode(List.of(known)).get(0).toArray());
  }

  /** Over the items of the contracts' samples, by their categories and ids alone. */
  private static TwoTowerModel samples() {
    List<Interaction> positives = new ArrayList<>();
    for (Item item : Samples.items()) {
      positives.add(Interaction.view("u", item.id(), Instant.ofEpochSecond(positives.size())));
    }
    return new TwoTowerTrainer(
            TowerInputs.ofIds().with(TowerInputs.Ids.ITEMS), TwoTowerTrainerTest.SMALL, BRIEF)
        .train(Samples.prepared().catalog(), TowerData.of(positives))
        .model();
  }

  @Nested
  class Items implements ItemEncoderContract {
    private final ItemEncoder encoder = samples().itemEncoder();

    @Override
    public ItemEncoder itemEncoder() {
      return encoder;
    }
  }

  @Nested
  class Users implements UserEncoderContract {
    private final UserEncoder encoder = samples().userEncoder(Samples.prepared().catalog());

    @Override
    public UserEncoder userEncoder() {
      return encoder;
    }
  }

  @Nested
  class Ranking implements RankerContract {
    private final Ranker ranker = samples().ranker(Samples.prepared().catalog());

    @Override
    public Ranker ranker() {
      return ranker;
    }
  }
}
