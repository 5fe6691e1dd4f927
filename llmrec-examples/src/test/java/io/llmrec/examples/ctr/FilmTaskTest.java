package io.llmrec.examples.ctr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.eval.ClassificationMetrics;
import io.llmrec.examples.ctr.CtrSplit.Part;
import io.llmrec.rank.ctr.Adaptor;
import io.llmrec.rank.ctr.Backbone;
import io.llmrec.rank.ctr.CtrOptions;
import io.llmrec.rank.feature.Feature;
import io.llmrec.rank.feature.FeatureEncoder;
import io.llmrec.rank.feature.FeatureSchema;
import io.llmrec.rank.feature.HistoryFeature;
import io.llmrec.rank.feature.Vocabulary;
import io.llmrec.rank.network.HybridExperts.Experts;
import io.llmrec.rank.train.TrainingOptions;
import io.llmrec.rank.train.TrainingProgress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilmTaskTest {

  private static FilmData data;

  @BeforeAll
  static void write(@TempDir Path folder) {
    TinyFilms.write(folder);
    data = new FilmData(folder, folder.resolve("columns"));
  }

  private static List<String> names(RankingTask task) {
    return task.features().stream().map(Feature::name).toList();
  }

  @Test
  void readsTheFiles() {
    assertEquals(TinyRatings.lines().size(), data.ratings().size());
    assertEquals(1950, FilmTexts.year(data.texts().films().get(item("1"))));
    assertTrue(
        data.texts().texts("metadata").get(item("1")).contains("genreAction genreWar decade195"));
    assertTrue(data.texts().texts("gpt35").get(item("2")).endsWith("a wedding story"));
    IllegalArgumentException unknown =
        assertThrows(IllegalArgumentException.class, () -> data.texts().texts("gpt9"));
    assertTrue(unknown.getMessage().endsWith("was 'gpt9'"));
  }

  @Test
  void swapsTextsAmongFilms() {
    List<String> own = data.texts().texts("deepseek");
    List<String> swapped = data.texts().texts("deepseekswapped");

    assertEquals(rests(own).stream().sorted().toList(), rests(swapped).stream().sorted().toList());
    for (int film = 0; film < own.size(); film++) {
      assertEquals(own.get(film).lines().findFirst(), swapped.get(film).lines().findFirst());
    }
    long kept =
        IntStream.range(0, own.size()).filter(i -> own.get(i).equals(swapped.get(i))).count();
    assertTrue(kept < own.size() / 2, "kept " + kept);
  }

  /** The texts behind the titles. */
  private static List<String> rests(List<String> texts) {
    return texts.stream().map(text -> text.substring(text.indexOf('\n'))).toList();
  }

  private static int item(String id) {
    return data.ratings().items().indexOf(id);
  }

  @Test
  void addsALineOfFeaturesForEachSource() {
    CtrSplit warm = CtrSplit.warm(data.ratings());
    List<String> base = names(FilmTask.of(data, warm, Setting.BASE));
    List<String> one = names(FilmTask.of(data, warm, Setting.of("qwenmax")));
    List<String> control = names(FilmTask.of(data, warm, Setting.CONTROL));

    assertTrue(base.containsAll(List.of("user", "item", "history", "user_bias", "score")));
    assertEquals(
        List.of("qwenmax_quality", "qwenmax_affinity", "qwenmax_neighbours", "qwenmax"),
        one.stream().filter(name -> !base.contains(name)).toList());
    assertTrue(control.containsAll(List.of("genres", "year", "gender", "metadata_quality")));
    assertFalse(control.contains("qwenmax"));
  }

  @Test
  void leavesTheFilmOutWhereTestedFilmsAreNew() {
    CtrSplit cold = CtrSplit.coldItems(data.ratings(), 1);
    List<String> names = names(FilmTask.of(data, cold, Setting.ALL));

    assertFalse(names.contains("item"));
    assertFalse(names.contains("item_bias"));
    assertTrue(names.contains("user_bias"));
  }

  @Test
  void showsHistoriesWithoutHeldBackFilms() {
    CtrSplit cold = CtrSplit.coldItems(data.ratings(), 1);
    RankingTask task = FilmTask.of(data, cold, Setting.BASE);
    // By the training samples, held-back films have no rows: one in a history would be unseen.
    FeatureSchema schema = FeatureSchema.fit(task.features(), () -> task.samples(Part.TRAIN));
    FeatureEncoder encoder = new FeatureEncoder(schema);
    HistoryFeature history = (HistoryFeature) schema.feature("history");
    int at = schema.layout().start(history);
    long events = 0;
    try (Stream<int[]> rows =
        task.samples(Part.TEST).map(sample -> encoder.encode(sample.features()))) {
      for (int[] row : (Iterable<int[]>) rows::iterator) {
        for (int event = 0; event < row[at]; event++) {
          assertTrue(row[at + 1 + 2 * event] != Vocabulary.UNSEEN);
          events++;
        }
      }
    }
    assertTrue(events > 0);
  }

  @Test
  void refusesProfilesWhereTheyKnowTheAnswers() {
    CtrSplit time = CtrSplit.time(data.ratings());
    assertThrows(IllegalArgumentException.class, () -> FilmTask.of(data, time, Setting.PROFILES));

    RankingTask warm = FilmTask.of(data, CtrSplit.warm(data.ratings()), Setting.PROFILES);
    assertTrue(names(warm).containsAll(List.of("profile", "profile_likeness")));
  }

  @Test
  void trainsOnAllThatIsKnown() {
    CtrSplit cold = CtrSplit.coldItems(data.ratings(), 1);
    RankingTask task = FilmTask.of(data, cold, Setting.ALL);
    CtrOptions options =
        CtrOptions.builder(Backbone.DCN_V2)
            .width(4)
            .hidden(16)
            .adaptor(new Adaptor(new Experts(1, 1), 8))
            .batch(64)
            .build();
    TrainingOptions training = TrainingOptions.builder().epochs(5).learningRate(0.01).build();

    CellScores scores = new CellTraining(options, training, TrainingProgress.none()).run(task);

    double auc = ClassificationMetrics.auc(scores.asDoubles(), task.rows().labels(Part.TEST));
    assertTrue(auc > 0.8, "auc " + auc);
  }

  @Test
  void namesCategoriesOfFilmsAndHistories() {
    CtrSplit warm = CtrSplit.warm(data.ratings());
    RankingTask task = FilmTask.of(data, warm, Setting.CATEGORIES);
    Columns columns = data.columns(warm, List.of(CategoryColumns.NAME));

    assertTrue(names(task).containsAll(List.of("category_matched", "category_cosine")));
    assertEquals("War", last(data.categories().leaf(item("1"))));
    float[] novelty = columns.get("category_novelty");
    int first = data.ratings().starts()[3];
    assertEquals(1, novelty[first]);
    boolean someKnown = false;
    for (float value : novelty) {
      someKnown |= value == 0;
    }
    assertTrue(someKnown);
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf(' ') + 1);
  }

  @Test
  void asksTwoTowersForWhatIsLikedAmongWhatIsNotRated() {
    CtrSplit cold = CtrSplit.coldItems(data.ratings(), 1);
    TowerCell cell = new TowerCell(data, cold, 30);
    List<TowerCell.Asked> asked = cell.asked();

    long positive = asked.stream().filter(TowerCell.Asked::positive).count();
    assertEquals((1 + TowerCell.NEGATIVES) * positive, asked.size());
    CellScores scores = cell.run(List.of("qwenmax"), 1);
    assertEquals(asked.size(), scores.probabilities().length);
    assertEquals(30, scores.more().get(TowerCell.RECALL).length);
  }
}
