package io.llmrec.examples.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.examples.experiment.GeminiComparison.Judged;
import io.llmrec.examples.experiment.GeminiLists.ReRanking;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Recorded rankings of real models, where they are. */
class RecordedRankingsTest {

  private static SharedData shared(String set) {
    Path folder = Path.of(System.getProperty("llmrec.shared", "../../shared"));
    Assumptions.assumeTrue(
        Files.isDirectory(folder.resolve("data").resolve(set)),
        () -> "skipped: there is no data/" + set + " in " + folder);
    return new SharedData(folder);
  }

  @Test
  void recordedHitsOfThreeStepAnswersAreThoseOfThePaper() {
    NextItemReplies.Outcome outcome = NextItemReplies.read(shared("nir_ml100k"));

    assertEquals(170, outcome.replies());
    assertEquals(0.671, outcome.recorded(), 0.0005);
    assertEquals(0.671, outcome.anywhere(), 0.03);
    assertTrue(outcome.parsed().mean() > 0.58, outcome.toString());
    assertTrue(outcome.invented() <= 10, outcome.toString());
  }

  @Tag("long")
  @Test
  void everyRecordedReRankingBecomesAPermutationAndHitsAreThoseRecorded() {
    GeminiLists lists = new GeminiLists(shared("gemini_rerank"));
    RecordedModel model = new RecordedModel();
    List<Judged> judged = new ArrayList<>();
    for (ReRanking one : lists.of("lightgcn")) {
      List<Integer> order =
          model.rank(one.user(), one.shown(), RecordedModel.array(one.answered())).order();
      judged.add(new Judged(one, order, order));
    }
    GeminiComparison comparison = new GeminiComparison(lists, judged);

    assertEquals(6040, judged.size());
    assertArrayEquals(new double[] {1.96, 1.14}, comparison.hitsOfAll(), 0.005);
    List<GeminiComparison.Row> rows = comparison.rows(comparison.fits());
    assertEquals("fused with Gemini", rows.get(3).system());
    assertTrue(rows.get(3).gain().mean() >= 0, rows.get(3).toString());
  }

  @Tag("long")
  @Test
  void publishedRowsLieWithinTheEndsOfTheReleasedLists() {
    SharedData data = shared("llmrank");
    DataSet films = new DataSet("MovieLens-1M", Catalog.of(data.films()), data.ratings());

    ReleasedLists.Row row = new ReleasedLists(data, "ml-1m", films).amongRandom("sasrec");

    assertTrue(
        row.low().get(0).low() <= 0.6139 && row.high().get(0).high() >= 0.6139, row.toString());
    assertTrue(row.low().get(3).mean() <= row.high().get(3).mean(), row.toString());
  }

  @Test
  void placesOfItemsThatAreOnNoListAreOpen() {
    List<String> list = List.of("a", "b", "c");

    assertArrayEquals(
        new int[] {2, 2}, ReleasedLists.places(list, List.of("x", "b", "a", "y"), "b"));
    assertArrayEquals(
        new int[] {2, 4}, ReleasedLists.places(list, List.of("x", "b", "w", "y"), "w"));
    assertArrayEquals(new int[] {0, 0}, ReleasedLists.places(list, List.of("x"), "w"));
  }

  @Test
  void titlesWithCommasAreKeptTogether() {
    assertEquals(
        List.of("Speed", "Good, The Bad and The Ugly, The", "Alien"),
        NextItemReplies.candidates(
            "\nCandidate Set: Speed, Good, The Bad and The Ugly, The, Alien.\nMore",
            Set.of("Speed", "Good, The Bad and The Ugly, The", "Alien")));
  }

  @Test
  void repliesThatNameNothingLeaveTheOrder() {
    RecordedModel.Ranked ranked =
        new RecordedModel().rank("r", List.of("Speed", "Alien"), "I do not know.");

    assertEquals(List.of(0, 1), ranked.order());
    assertTrue(ranked.degraded());
  }
}
