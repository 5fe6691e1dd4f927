package io.llmrec.examples.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.baseline.ItemKnnOptions;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.eval.Metric;
import io.llmrec.core.eval.Popularity;
import io.llmrec.core.eval.Splits;
import io.llmrec.core.request.Eligibility;
import io.llmrec.core.user.Interaction;
import io.llmrec.embed.lexical.LexicalEncoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The semantic experiments on a shop whose titles tell everything. */
class SemanticRecallTest {

  private static final List<String> KINDS = List.of("tea", "bike", "lamp");

  private static DataSet shop() {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String kind = KINDS.get(i % 3);
      items.add(
          Item.of("i" + i, kind + " number" + i)
              .withCategories(kind)
              .withAttribute("text", "for friends of " + kind));
    }
    SplittableRandom random = new SplittableRandom(4);
    List<Interaction> interactions = new ArrayList<>();
    for (int user = 0; user < 40; user++) {
      int own = user % 3;
      int[] places = random.ints(0, 20).distinct().limit(7).toArray();
      for (int step = 0; step < places.length; step++) {
        interactions.add(
            Interaction.view(
                "u" + user, "i" + (3 * places[step] + own), Instant.ofEpochSecond(step)));
      }
    }
    return new DataSet("shop", Catalog.of(items), interactions);
  }

  private static final DataSet SHOP = shop();

  private static final TextEncoder WORDS =
      LexicalEncoder.fit(SHOP.catalog().stream().map(Item::title).toList());

  private static Experiment experiment(String name) {
    return Experiment.named(name)
        .data(SHOP)
        .split("each user's last item", Splits::leaveLastOut)
        .metrics(Metric.recall(10), Metric.recall(50));
  }

  private static SemanticSystems systems(Eligibility eligibility) {
    return new SemanticSystems(SHOP, eligibility, WORDS, WORDS);
  }

  @Test
  void everyWayFindsWhatTitlesTellAndTheReportSaysSo(@TempDir Path folder) throws Exception {
    Experiment warm =
        experiment("warm")
            .system(
                TestedSystem.tuned(
                    "item-kNN",
                    List.of(new ItemKnnOptions(20, 10), new ItemKnnOptions(5, 10)),
                    Plain::itemKnn));
    systems(Eligibility.everything()).tuned().forEach(warm::system);
    ExperimentResult chosen = warm.run(folder.resolve("warm"), Tiny.silent());

    // Chance among all 54 unseen items finds 0.19.
    for (SystemResult system : chosen.systems()) {
      assertTrue(system.mean("recall@10") > 0.3, system.name() + " " + system.mean("recall@10"));
    }

    ExperimentResult cold = cold(chosen, folder);
    SemanticReport report =
        new SemanticReport(
            List.of(chosen, cold),
            new CatalogView(
                "titles",
                systems(Eligibility.everything())
                    .shown("text", Splits.leaveLastOut(SHOP.interactions())),
                Popularity.of(SHOP.interactions())));
    report.write(folder);

    String markdown = Files.readString(folder.resolve("semantic.md"));
    assertTrue(markdown.contains("| static 114 + whitening | static 114 |"), markdown);
    assertTrue(markdown.contains("| tea number"), "neighbours");
    String html = Files.readString(folder.resolve("semantic.html"));
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
    assertEquals(
        1760,
        ImageIO.read(folder.resolve("semantic-map.png").toFile()).getWidth(),
        "twice the width of the page");
  }

  private static ExperimentResult cold(ExperimentResult chosen, Path folder) {
    Set<String> held = Set.of("i0", "i1", "i2", "i3", "i4", "i5");
    Experiment cold =
        Experiment.named("cold")
            .data(SHOP)
            .split("items held back", all -> Splits.coldItems(all, 0.1, 1))
            .metrics(Metric.recall(10), Metric.recall(50));
    cold.system("random", "", Plain.random());
    systems(Eligibility.of(item -> held.contains(item.id()))).fixed(chosen).forEach(cold::system);
    return cold.run(folder.resolve("cold"), Tiny.silent());
  }

  @Test
  void onlyWhatMayBeShownIsFound(@TempDir Path folder) {
    Experiment experiment = experiment("few");
    systems(Eligibility.of(item -> item.id().equals("i7")))
        .ofText("titles", ItemText.title())
        .forEach(experiment::system);

    ExperimentResult result = experiment.run(folder, Tiny.silent());

    for (SystemResult system : result.systems()) {
      double hits = system.mean("recall@50") * 40;
      long asked =
          result.measured().split().test().stream()
              .filter(one -> one.relevant().contains("i7"))
              .count();
      assertEquals(asked, hits, 1e-6);
    }
  }

  @Test
  void aMapKeepsGroupsTogether() {
    double[][] places =
        NeighbourMap.of(WORDS.encode(SHOP.catalog().stream().map(Item::title).toList()));

    int right = 0;
    for (int i = 0; i < 60; i++) {
      int nearest = i == 0 ? 1 : 0;
      for (int j = 0; j < 60; j++) {
        if (j != i && distance(places, i, j) < distance(places, i, nearest)) {
          nearest = j;
        }
      }
      right += nearest % 3 == i % 3 ? 1 : 0;
    }
    assertTrue(right > 50, "neighbours of the same kind: " + right);
  }

  private static double distance(double[][] places, int i, int j) {
    return Math.hypot(places[0][i] - places[0][j], places[1][i] - places[1][j]);
  }

  @Test
  void aMapIsDrawnInBothForms() throws IOException {
    MapChart map = new MapChart(Map.of("one", new double[][] {{0, 1}, {0, 1}}));

    assertTrue(map.svg("m").startsWith("<svg"));
    assertTrue(map.svg("m").contains("var(--line-1)"));
    assertEquals(1200, ImageIO.read(new ByteArrayInputStream(map.png())).getHeight());
  }
}
