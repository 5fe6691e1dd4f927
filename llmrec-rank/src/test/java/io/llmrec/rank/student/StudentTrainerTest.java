package io.llmrec.rank.student;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.Indexer;
import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.index.VectorTable;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.testing.Samples;
import io.llmrec.rank.student.TeacherRanking.ScoredId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTrainerTest {

  private static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");
  private static final int ITEMS = 120;
  private static final RankingFeatures FEATURES =
      RankingFeatures.join(RankingFeatures.scores(), RankingFeatures.vectors());

  private static PreparedCatalog prepared() {
    SplittableRandom random = new SplittableRandom(1);
    List<Item> items = new ArrayList<>();
    List<Embedding> vectors = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      items.add(Item.of("i" + i, "Item " + i));
      vectors.add(Samples.randomEmbedding(random, 8));
    }
    VectorTable table = VectorTable.of(items.stream().map(Item::id).toList(), vectors);
    return new PreparedCatalog(
        Catalog.of(items), table, Indexer.exact().index(table, Path.of("unused")));
  }

  /** A teacher that follows the latest item's vector and, a little, the incoming score. */
  private static List<TeacherRanking> rankings(PreparedCatalog prepared, int count, long seed) {
    Random random = new Random(seed);
    List<TeacherRanking> rankings = new ArrayList<>();
    for (int r = 0; r < count; r++) {
      List<String> ids = ids(random, 16);
      String latest = ids.get(0);
      List<ScoredId> candidates =
          ids.subList(1, 16).stream().map(id -> new ScoredId(id, random.nextDouble())).toList();
      List<String> order =
          candidates.stream()
              .sorted(Comparator.comparingDouble(one -> -worth(prepared, latest, one)))
              .map(ScoredId::id)
              .toList();
      rankings.add(new TeacherRanking("r" + r, NOW, List.of(latest), candidates, order));
    }
    return rankings;
  }

  private static List<String> ids(Random random, int count) {
    return random.ints(0, ITEMS).distinct().limit(count).mapToObj(i -> "i" + i).toList();
  }

  private static double worth(PreparedCatalog prepared, String latest, ScoredId candidate) {
    VectorTable vectors = prepared.vectors();
    float cosine =
        vectors.embedding(vectors.row(latest)).dot(vectors.embedding(vectors.row(candidate.id())));
    return cosine + 0.3 * candidate.score();
  }

  @ParameterizedTest
  @CsvSource({"0, RANKNET", "0, LIST_MLE", "16, RANKNET", "16, LIST_MLE"})
  void learnsToRankLikeItsTeacher(int hidden, StudentOptions.Loss loss) {
    PreparedCatalog prepared = prepared();
    StudentOptions options =
        StudentOptions.DEFAULT.withHidden(hidden).withLoss(loss).withEpochs(25);

    StudentTrainer.Trained trained =
        new StudentTrainer(prepared, FEATURES, options)
            .train(rankings(prepared, 200, 1), rankings(prepared, 50, 2));

    assertTrue(trained.agreement().kendallTau() > 0.75, trained.agreement().toString());
    assertTrue(trained.agreement().topOverlap() > 0.85, trained.agreement().toString());
    assertEquals(50, trained.agreement().rankings());
    assertEquals(11, trained.model().features());
    assertEquals("scores 1 + vectors 1", trained.model().featureNames());
  }

  @Test
  void stopsWhenValidationNoLongerFallsAndKeepsTheBest() {
    PreparedCatalog prepared = prepared();
    List<TeacherRanking> few = rankings(prepared, 3, 3);

    StudentTrainer.Trained trained =
        new StudentTrainer(prepared, FEATURES, StudentOptions.DEFAULT.withEpochs(500))
            .train(few, rankings(prepared, 30, 4));

    List<Double> losses = trained.validationLosses();
    double lowest = losses.stream().mapToDouble(loss -> loss).min().orElseThrow();
    assertTrue(losses.size() < 500, losses.size() + " passes");
    assertEquals(StudentOptions.DEFAULT.patience(), losses.size() - 1 - losses.indexOf(lowest));
  }

  @Test
  void theSameSeedGivesTheSameStudent() {
    PreparedCatalog prepared = prepared();
    List<TeacherRanking> rankings = rankings(prepared, 20, 5);
    StudentOptions options = StudentOptions.DEFAULT.withEpochs(3);

    String first = student(prepared, rankings, options).fingerprint();

    assertEquals(first, student(prepared, rankings, options).fingerprint());
    assertNotEquals(first, student(prepared, rankings, options.withSeed(2)).fingerprint());
  }

  private static StudentModel student(
      PreparedCatalog prepared, List<TeacherRanking> rankings, StudentOptions options) {
    return new StudentTrainer(prepared, FEATURES, options).train(rankings, rankings).model();
  }

  @Test
  void whatIsSavedScoresTheSame(@TempDir Path folder) throws IOException {
    PreparedCatalog prepared = prepared();
    StudentModel model =
        student(prepared, rankings(prepared, 20, 6), StudentOptions.DEFAULT.withEpochs(3));
    Path file = folder.resolve("student.json");
    float[][] rows = new float[][] {new float[11], new float[11]};
    rows[1][3] = 0.7f;

    StudentFile.write(file, model);
    StudentModel read = StudentFile.read(file);

    assertEquals(model.fingerprint(), read.fingerprint());
    assertArrayEquals(model.scores(rows), read.scores(rows));
    String text = Files.readString(file);
    String changed = text.replaceFirst("\"weights\":\\[[-0-9.E]+", "\"weights\":[0.125");
    assertRefused(folder, changed, "has been changed: its fingerprint is another");
    assertRefused(folder, text.substring(0, 200), "is not valid JSON");
    assertRefused(
        folder,
        text.replace("\"features\":11", "\"features\":12"),
        "has 208 weights for 12 features and 16 units");
    assertRefused(folder, "[]", "has 0 weights for -1 features and -1 units");
  }

  private static void assertRefused(Path folder, String text, String why) throws IOException {
    Path file = Files.writeString(folder.resolve("other.json"), text);
    assertEquals(
        "student file " + file + ": " + why,
        assertThrows(IllegalArgumentException.class, () -> StudentFile.read(file)).getMessage());
  }

  @Test
  void columnsAndRowsScoreTheSame() {
    for (int hidden : new int[] {0, 7}) {
      for (int count : new int[] {1, 5, 16, 40}) {
        Random random = new Random(count);
        StudentNetwork network = StudentNetwork.random(9, hidden, 3);
        float[] weights = new float[network.weights().length];
        for (int i = 0; i < weights.length; i++) {
          weights[i] = (float) random.nextGaussian();
          network.weights()[i] = weights[i];
        }
        float[][] rows = new float[count][9];
        for (float[] row : rows) {
          for (int f = 0; f < 9; f++) {
            row[f] = (float) random.nextGaussian();
          }
        }
        double[] expected =
            IntStream.range(0, count)
                .mapToDouble(i -> network.score(rows[i], new double[hidden]))
                .toArray();

        assertArrayEquals(expected, new StudentModel(9, hidden, weights, "own").scores(rows), 1e-4);
      }
    }
  }

  @Test
  void itemsThatAreGoneAreLeftOut() {
    PreparedCatalog prepared = prepared();
    List<TeacherRanking> gone =
        List.of(
            new TeacherRanking(
                "r",
                NOW,
                List.of("i0"),
                List.of(new ScoredId("x", 1), new ScoredId("i1", 1)),
                List.of("x", "i1")));
    StudentTrainer trainer = new StudentTrainer(prepared, FEATURES, StudentOptions.DEFAULT);

    assertEquals(
        "rankings must hold at least 2 of items in the catalog, were 0 of 1",
        assertThrows(
                IllegalArgumentException.class, () -> trainer.train(gone, rankings(prepared, 5, 1)))
            .getMessage());
  }

  @Test
  void featuresThatBreakTheirPromiseAreRefused() {
    StudentModel model = new StudentModel(2, 0, new float[] {1, 1}, "scores 1");
    List<Candidate> candidates = Samples.candidates();

    assertEquals(
        "a row must have 2 features as the student learned them, has 1",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new StudentRanker(model, RankingFeatures.scores())
                        .score(Samples.context(), candidates))
            .getMessage());
    assertEquals(
        "the student learned from the features 'scores 1', was given 'vectors 1'",
        assertThrows(
                IllegalArgumentException.class,
                () -> new StudentRanker(model, RankingFeatures.vectors()))
            .getMessage());
    assertEquals(
        "features: numbers must be finite, one was NaN",
        assertThrows(
                IllegalStateException.class,
                () -> StudentLists.checked(new float[][] {{1}, {Float.NaN}}, 2))
            .getMessage());
    assertEquals(
        "features: 13 candidates in, 1 rows out",
        assertThrows(
                IllegalStateException.class,
                () -> own(new float[][] {{1}}).score(Samples.context(), candidates))
            .getMessage());
    float[][] infinite = new float[13][1];
    infinite[5][0] = Float.NaN;
    assertEquals(
        "features: numbers must be finite, a score is NaN",
        assertThrows(
                IllegalStateException.class,
                () -> own(infinite).score(Samples.context(), candidates))
            .getMessage());
    assertEquals(
        "features: 2 candidates in, 1 rows out",
        assertThrows(
                IllegalStateException.class, () -> StudentLists.checked(new float[][] {{1}}, 2))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> RankingFeatures.join());
  }

  private static StudentRanker own(float[][] rows) {
    RankingFeatures features = (context, candidates) -> rows;
    return new StudentRanker(
        new StudentModel(1, 0, new float[] {1}, features.getClass().getName()), features);
  }

  @Test
  void badOptionsAreRefused() {
    assertEquals(
        "hidden must be 0 to 256, was 257",
        assertThrows(IllegalArgumentException.class, () -> StudentOptions.DEFAULT.withHidden(257))
            .getMessage());
    assertEquals(
        "epochs, patience and batch must be at least 1, were 0, 6 and 8",
        assertThrows(IllegalArgumentException.class, () -> StudentOptions.DEFAULT.withEpochs(0))
            .getMessage());
  }
}
