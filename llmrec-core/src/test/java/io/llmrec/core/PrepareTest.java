package io.llmrec.core;

import static io.llmrec.core.Fakes.catalog;
import static io.llmrec.core.Fakes.found;
import static io.llmrec.core.Fakes.ids;
import static io.llmrec.core.Fakes.items;
import static io.llmrec.core.Fakes.vector;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What preparation does, does not do again, and leaves in its folder. */
class PrepareTest {

  @TempDir Path folder;

  private final Fakes.Encoder encoder = new Fakes.Encoder();
  private final Fakes.Writer writer = new Fakes.Writer();

  private Recommender prepare(Catalog catalog) {
    return Pipeline.over(catalog)
        .enrich(writer)
        .encode(encoder)
        .recall(found("i0"))
        .build()
        .prepare(folder, Progress.none());
  }

  private List<String> files() {
    return List.of(folder.toFile().list()).stream().sorted().toList();
  }

  @Test
  void asksForEachItemOnce() {
    prepare(catalog(100)).close();

    assertEquals(ids(0, 100), writer.asked());
    assertEquals(ids(0, 100), encoder.asked());
  }

  @Test
  void asksForNothingWhenNothingChanged() {
    prepare(catalog(100)).close();

    try (Recommender reopened = prepare(catalog(100))) {
      assertEquals(100, writer.asked().size());
      assertEquals(100, encoder.asked().size());
      assertEquals(100, reopened.prepared().vectors().size());
      assertEquals("About Item 7", reopened.enrichments("i7").get("summary").text());
    }
  }

  @Test
  void asksOnlyForTheItemThatChanged() {
    prepare(catalog(100)).close();
    List<Item> changed = new ArrayList<>(items(100));
    changed.set(41, changed.get(41).withAttribute("colour", "red"));

    try (Recommender recommender = prepare(Catalog.of(changed))) {
      assertEquals("i41", writer.asked().get(100));
      assertEquals(101, writer.asked().size());
      assertEquals("i41", encoder.asked().get(100));
      assertEquals(101, encoder.asked().size());
      Item enriched = recommender.prepared().catalog().find("i41");
      assertEquals(vector(enriched), recommender.prepared().vectors().find("i41"));
    }
  }

  @Test
  void asksOnlyForTheItemThatIsNew() {
    prepare(catalog(70)).close();

    try (Recommender recommender = prepare(catalog(71))) {
      assertEquals(ids(70, 71), encoder.asked().subList(70, encoder.asked().size()));
      assertEquals(
          71, recommender.prepared().index().search(query(), 99, id -> true).get(0).size());
    }
  }

  private static List<Embedding> query() {
    return List.of(vector(Item.of("query", "Query")));
  }

  @Test
  void forgetsAnItemThatLeftTheCatalog() {
    prepare(catalog(3)).close();

    try (Recommender recommender = prepare(catalog(2))) {
      assertEquals(3, encoder.asked().size());
      assertEquals(-1, recommender.prepared().vectors().row("i2"));
      assertEquals(Map.of(), recommender.enrichments("i2"));
    }
  }

  @Test
  void asksForNothingWhenItemsOnlyChangedPlaces() {
    prepare(catalog(100)).close();
    List<Item> backwards = new ArrayList<>(items(100));
    Collections.reverse(backwards);

    try (Recommender recommender = prepare(Catalog.of(backwards))) {
      assertEquals(100, writer.asked().size());
      assertEquals(100, encoder.asked().size());
      assertEquals("i99", recommender.prepared().vectors().id(0));
    }
  }

  @Test
  void keepsOnlyTheGenerationInForce() {
    prepare(catalog(3)).close();
    assertEquals(
        List.of("enrichments.tsv", "generation-1", "lock", "manifest.properties"), files());

    prepare(catalog(4)).close();

    assertEquals(
        List.of("enrichments.tsv", "generation-2", "lock", "manifest.properties"), files());
  }

  @Test
  void keepsServingWhileTheNextGenerationIsMade() {
    try (Recommender old = prepare(catalog(3));
        Recommender now = prepare(catalog(4))) {
      assertEquals(
          vector(old.prepared().catalog().find("i2")), old.prepared().vectors().find("i2"));
      assertEquals(List.of("i0"), old.recommend(Fakes.request().build()).ids());
      assertEquals(4, now.prepared().vectors().size());
    }
  }

  @Test
  void showsWhatWasWrittenToLaterStepsAndStagesOnly() {
    List<String> seen = new ArrayList<>();
    Item given = items(1).get(0);

    RecommendationResult result =
        Fakes.answer(
            Pipeline.over(Catalog.of(List.of(given)))
                .enrich("clean", items -> List.of(Optional.of(Fakes.text("Clean"))))
                .enrich(
                    "long",
                    items ->
                        List.of(
                            Optional.of(Fakes.text(items.get(0).attributes().get("clean") + "!"))))
                .recall(found("i0"))
                .rank(
                    (context, candidates) -> {
                      seen.add(candidates.get(0).item().attributes().toString());
                      return new double[] {1};
                    }),
            Fakes.request(),
            folder);

    assertEquals(List.of("{clean=Clean, long=Clean!}"), seen);
    assertSame(given, result.items().get(0).item());
  }

  @Test
  void usesAnItemAsItIsWhereNoTextCouldBeHad() {
    try (Recommender recommender =
        Pipeline.over(catalog(2))
            .enrich(items -> List.of(Optional.empty(), Optional.of(Fakes.text("Second"))))
            .recall(found("i0"))
            .build()
            .prepare(folder, Progress.none())) {
      assertEquals(Map.of(), recommender.enrichments("i0"));
      assertEquals(items(1).get(0), recommender.prepared().catalog().find("i0"));
      assertEquals(Fakes.text("Second"), recommender.enrichments("i1").get("summary"));
    }
  }

  @Test
  void doesNotAskAgainForATextThatWasRefused() {
    List<Integer> calls = new ArrayList<>();
    Pipeline pipeline =
        Pipeline.over(catalog(1))
            .enrich(
                items -> {
                  calls.add(items.size());
                  return List.of(Optional.empty());
                })
            .recall(found("i0"))
            .build();

    pipeline.prepare(folder, Progress.none()).close();
    pipeline.prepare(folder, Progress.none()).close();

    assertEquals(List.of(1), calls);
  }

  @Test
  void fitsAnEncoderOnlyWhenThereIsSomethingToEncode() {
    List<Integer> fitted = new ArrayList<>();
    for (int items : new int[] {5, 5, 6}) {
      Pipeline.over(catalog(items))
          .encodeFitted(
              all -> {
                fitted.add(all.size());
                return encoder;
              })
          .recall(found("i0"))
          .build()
          .prepare(folder, Progress.none())
          .close();
    }

    assertEquals(List.of(5, 6), fitted);
    assertEquals(11, encoder.asked().size(), "a new fit makes all vectors anew");
  }

  @Test
  void needsNoVectorsWhereNothingIsEncoded() {
    try (Recommender recommender =
        Pipeline.over(catalog(2)).recall(found("i1")).build().prepare(folder, Progress.none())) {
      assertEquals(List.of("i1"), recommender.recommend(Fakes.request().build()).ids());
      assertEquals(0, recommender.prepared().vectors().size());
      assertFalse(Files.exists(folder.resolve("manifest.properties")));
    }
  }

  @Test
  void rebuildMakesVectorsAnewAndKeepsEnrichments() {
    prepare(catalog(5)).close();
    Pipeline pipeline =
        Pipeline.over(catalog(5)).enrich(writer).encode(encoder).recall(found("i0")).build();

    try (Recommender rebuilt = pipeline.rebuild(folder, Progress.none())) {
      assertEquals(5, writer.asked().size());
      assertEquals(10, encoder.asked().size());
      assertEquals(5, rebuilt.prepared().vectors().size());
      assertTrue(files().contains("generation-2"));
    }
  }
}
