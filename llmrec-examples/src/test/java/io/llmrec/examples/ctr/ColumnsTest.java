package io.llmrec.examples.ctr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.eval.ClassificationMetrics;
import io.llmrec.examples.ctr.CtrSplit.Part;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsTest {

  private final Ratings ratings = TinyRatings.ratings();

  private static CtrSplit split(String name, Ratings ratings) {
    return switch (name) {
      case "warm" -> CtrSplit.warm(ratings);
      case "time" -> CtrSplit.time(ratings);
      default -> CtrSplit.coldItems(ratings, 1);
    };
  }

  private static Columns columns(Ratings ratings, CtrSplit split) {
    Factors whole = FoldedFactors.whole(ratings, split);
    FoldedFactors byItem = FoldedFactors.byItem(ratings, split, whole);
    FoldedFactors behaviour =
        split.newItems() ? byItem : FoldedFactors.byRow(ratings, split, whole);
    return BehaviourColumns.of(behaviour).and(TextColumns.of(byItem, TinyRatings.space(ratings)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"warm", "time", "cold"})
  void saysNothingOfASampleThatItsOwnRatingTells(String name) {
    CtrSplit split = split(name, ratings);
    Columns before = columns(ratings, split);
    for (Part part : new Part[] {Part.TRAIN, Part.VALIDATION, Part.TEST}) {
      int[] rows = split.rows(part);
      int row = rows[rows.length / 2];
      Columns after = columns(TinyRatings.turned(ratings, row), split);
      before
          .byName()
          .forEach(
              (column, values) ->
                  assertEquals(
                      values[row], after.get(column)[row], column + " of a row of " + part));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"warm", "cold"})
  void saysNothingThatTestedRatingsTell(String name) {
    CtrSplit split = split(name, ratings);
    Columns before = columns(ratings, split);
    Columns after = columns(TinyRatings.turned(ratings, split.rows(Part.TEST)[3]), split);

    before
        .byName()
        .forEach((column, values) -> assertArrayEquals(values, after.get(column), column));
  }

  @Test
  void learnsWhatTrainingSays() {
    CtrSplit split = CtrSplit.warm(ratings);
    int row = split.rows(Part.TRAIN)[5];
    Columns before = columns(ratings, split);
    Columns after = columns(TinyRatings.turned(ratings, row), split);

    int other = row + 1;
    assertTrue(before.get("user_bias")[other] != after.get("user_bias")[other]);
  }

  @Test
  void tellsFromTextWhoLikesNewItems() {
    CtrSplit split = CtrSplit.coldItems(ratings, 1);
    Columns columns = columns(ratings, split);
    int[] rows = split.rows(Part.TEST);

    assertTrue(auc(columns.get("sides_affinity"), rows) > 0.9);
    assertTrue(auc(columns.get("sides_neighbours"), rows) > 0.9);
    assertEquals(0.5, auc(columns.get("sides_quality"), rows), 0.2);
  }

  @Test
  void tellsFromBehaviourWhoLikesKnownItems() {
    CtrSplit split = CtrSplit.warm(ratings);

    assertTrue(auc(columns(ratings, split).get("score"), split.rows(Part.TEST)) > 0.9);
  }

  private double auc(float[] column, int[] rows) {
    double[] scores = new double[rows.length];
    boolean[] liked = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      scores[i] = column[rows[i]];
      liked[i] = ratings.liked(rows[i]);
    }
    return ClassificationMetrics.auc(scores, liked);
  }

  @Test
  void keepsColumnsInAFolder(@TempDir Path folder) {
    ColumnStore store = new ColumnStore(folder);
    store.get("one", 2, () -> new Columns(Map.of("a", new float[] {1, 2})));

    Columns kept =
        new ColumnStore(folder)
            .get(
                "one",
                2,
                () -> {
                  throw new AssertionError("made again");
                });

    assertArrayEquals(new float[] {1, 2}, kept.get("a"));
    IllegalArgumentException rows =
        assertThrows(IllegalArgumentException.class, () -> store.get("one", 3, () -> kept));
    assertTrue(rows.getMessage().endsWith("column 'a' must have 3 rows, has 2"));
    IllegalArgumentException unknown =
        assertThrows(IllegalArgumentException.class, () -> kept.get("b"));
    assertEquals("there is no column 'b', there are [a]", unknown.getMessage());
  }
}
