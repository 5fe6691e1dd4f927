package io.llmrec.examples.ctr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.eval.ClassificationMetrics;
import io.llmrec.core.llm.ScoringLanguageModel;
import io.llmrec.core.llm.ScoringLanguageModel.TextScore;
import io.llmrec.embed.lexical.LexicalEncoder;
import io.llmrec.embed.lexical.LexicalOptions;
import io.llmrec.examples.ctr.TextTask.Telling;
import io.llmrec.rank.calibration.PlattScaling;
import io.llmrec.rank.calibration.ScoreCalibration;
import io.llmrec.rank.text.FrozenTextTower;
import io.llmrec.rank.text.LabelledTexts;
import io.llmrec.rank.train.TrainingOptions;
import io.llmrec.rank.train.TrainingProgress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextCellsTest {

  /** Finds a text the less likely the longer it is. */
  private static final ScoringLanguageModel LENGTH =
      texts -> texts.stream().map(text -> new TextScore(-text.length(), 2)).toList();

  @TempDir static Path folder;

  private static CtrlTask films;
  private static TextEncoder encoder;
  private static TextTask byTime;
  private static TextTask cold;

  @BeforeAll
  static void read() {
    TinyFilms.write(folder);
    FilmData data = new FilmData(folder, folder.resolve("work"));
    films = new CtrlTask(data, "");
    encoder =
        LexicalEncoder.fit(
            films.sentences().stream().map(text -> text.text()),
            LexicalOptions.defaults().withDimension(64));
    byTime = new TextTask(data, films, CtrlTask.BY_TIME, 200);
    cold = new TextTask(data, films, TextTask.COLD, 200);
  }

  private static CellScores made(TextTask task, String setting) {
    return new TextCells(task, films, encoder, LENGTH, TrainingProgress.none()).run(setting, 1);
  }

  private static double auc(TextTask task, CellScores scores) {
    return ClassificationMetrics.auc(scores.asDoubles(), task.labels(task.test()));
  }

  @Test
  void popularityKnowsNothingOfNewFilms() {
    CellScores scores = made(cold, TextCells.POPULARITY);

    assertEquals(cold.test().length, scores.probabilities().length);
    assertEquals(0.5, auc(cold, scores), 0);
    assertEquals(0.5, scores.validation(), 0);
  }

  @Test
  void biasesAreOfTheUsersRowsBefore() {
    TextBaselines plain = new TextBaselines(cold, films);
    int row = cold.test()[cold.test().length - 1];
    List<Integer> before = cold.before(row, 50);
    double[] popularity = plain.popularity(before.stream().mapToInt(at -> at).toArray());
    double sum = 0;
    for (int i = 0; i < popularity.length; i++) {
      sum += (cold.liked(before.get(i)) ? 1 : 0) - popularity[i];
    }

    double bias = plain.biases(new int[] {row})[0] - plain.popularity(new int[] {row})[0];

    assertTrue(before.size() > 3);
    assertEquals(sum / (before.size() + 10), bias, 1e-12);
  }

  @Test
  void examplesThatAreAlikeTellWhatIsLiked() {
    CellScores scores = made(cold, TextCells.FEW_SHOT);

    assertTrue(auc(cold, scores) > 0.8);
    assertTrue(List.of(1f, 4f, 8f, 16f).contains(scores.more().get("examples")[0]));
  }

  @Test
  void aHistorySaysNothingOfASentenceToAModelThatCountsLetters() {
    double[] scores = new TextBaselines(byTime, films).likelihood(byTime.test(), LENGTH);

    assertArrayEquals(new double[byTime.test().length], scores, 1e-9);
  }

  @Test
  void aSentenceThatSoundsLikeTheHistoryIsLikelier() {
    String opening = "Film (war|desert|soldier|battle|tank)";
    ScoringLanguageModel model =
        texts ->
            texts.stream()
                .map(text -> new TextScore(text.matches(opening + ".*Action.*") ? -1 : -9, 4))
                .toList();
    int[] wars =
        IntStream.of(byTime.test())
            .filter(row -> films.sentence(byTime.film(row)).contains("Action"))
            .filter(row -> latest(row).matches(opening + ".*"))
            .toArray();

    double[] scores = new TextBaselines(byTime, films).likelihood(wars, model);

    // Behind the history -1 + 9, alone -9, of four tokens each.
    assertTrue(wars.length > 0);
    assertEquals((8 + 9) / 4.0, scores[0], 1e-9);
  }

  /** The first of the films that a language model reads. */
  private static String latest(int row) {
    List<String> titles = byTime.text(row, Telling.TITLES).history();
    return titles.get(Math.max(0, titles.size() - 3));
  }

  @Test
  void similarityIsThatToTheHistory() {
    CellScores scores = made(byTime, TextCells.ZERO_SHOT);

    assertEquals(byTime.test().length, scores.probabilities().length);
    assertTrue(new HashSet<>(Arrays.stream(scores.asDoubles()).boxed().toList()).size() > 10);
  }

  @Test
  void scoresThatSayTheOppositeKeepTheirOrder() {
    double[] scores = {1, 2, 3, 4};
    PlattScaling opposite = TextCells.rising(scores, new boolean[] {true, true, false, false});

    double[] probabilities = Arrays.stream(scores).map(opposite::probability).toArray();

    assertTrue(probabilities[0] < probabilities[3]);
    assertEquals(0.5, (probabilities[0] + probabilities[3]) / 2, 1e-6);
    assertEquals(0.5, probabilities[3], 0.01);
  }

  @Test
  void otherScoresAreCalibratedAsTheyAre() {
    double[] scores = {1, 2, 3, 4};
    boolean[] labels = {false, true, false, true};

    assertEquals(ScoreCalibration.fitPlatt(scores, labels), TextCells.rising(scores, labels));
  }

  @Test
  void layersOverAnEncoderLearn() {
    FrozenHead head = new FrozenHead(new FrozenTextTower(encoder, films.sentences(), 32, 1), 1);
    LabelledTexts test = cold.labelled(cold.test(), Telling.TITLES);

    head.train(
        cold.labelled(cold.train(), Telling.TITLES),
        cold.labelled(cold.validation(), Telling.TITLES),
        TrainingOptions.builder().epochs(40).patience(40).learningRate(0.01).build(),
        TrainingProgress.none());

    double auc = ClassificationMetrics.auc(head.probabilities(test), cold.labels(cold.test()));
    assertTrue(auc > 0.8, () -> "AUC " + auc);
  }

  @Test
  void tunedTransformersScoreEveryTestRow() {
    CellScores base = made(byTime, TextCells.BASE);
    CellScores adapted = made(byTime, TextCells.ADAPTERS);
    CellScores whole = made(byTime, TextCells.WHOLE);

    for (CellScores scores : List.of(base, adapted, whole)) {
      assertEquals(byTime.test().length, scores.probabilities().length);
      assertTrue(
          IntStream.range(0, scores.probabilities().length)
              .allMatch(i -> scores.probabilities()[i] > 0 && scores.probabilities()[i] < 1));
      assertTrue(scores.epochs() >= 1 && scores.validation() > 0 && scores.seconds() > 0);
    }
    assertFalse(Arrays.equals(base.probabilities(), adapted.probabilities()));
    assertFalse(Arrays.equals(adapted.probabilities(), whole.probabilities()));
    assertArrayEquals(base.probabilities(), made(byTime, TextCells.BASE).probabilities());
  }

  @Test
  void namesASettingThatThereIsNot() {
    assertEquals(
        "there is no setting 'gold'",
        assertThrows(IllegalArgumentException.class, () -> made(byTime, "gold")).getMessage());
  }

  @Test
  void whatIsNotTrainedHasOneSeed() {
    List<GridCell> cells = TextRankerGrid.cells();

    assertEquals(cells.size(), new HashSet<>(cells).size());
    // 5 settings that are trained with 3 seeds, 5 that are not, on 2 splits.
    assertEquals(2 * (5 * 3 + 5), cells.size());
    assertTrue(
        cells.stream()
            .filter(cell -> cell.seed() > 1)
            .allMatch(cell -> TextCells.isTrained(cell.setting())));
  }
}
