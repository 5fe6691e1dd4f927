package io.llmrec.examples.ctr;

import io.llmrec.core.compute.Draws;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Several {@link Factors} of the training rows, each fitted without a part of them: what is said of
 * a training row comes from the model that has not seen its part, as it would in service. What is
 * said of other rows comes from a model of all rows that may be known.
 */
final class FoldedFactors {

  private static final int FOLDS = 5;
  private static final int NONE = -1;

  /** The number of the model of all training rows. */
  private static final int WHOLE = FOLDS;

  /** The number of the model of all that may be said of test rows. */
  private static final int TEST = FOLDS + 1;

  private final Ratings ratings;
  private final CtrSplit split;
  private final int[] foldOfRow;
  private final Factors[] models = new Factors[FOLDS + 2];

  private FoldedFactors(Ratings ratings, CtrSplit split, int[] foldOfRow, Factors whole) {
    this.ratings = ratings;
    this.split = split;
    this.foldOfRow = foldOfRow;
    for (int fold = 0; fold < FOLDS; fold++) {
      models[fold] = Factors.fit(ratings, known(fold));
    }
    models[WHOLE] = whole;
    models[TEST] = split.kind() == CtrSplit.Kind.TIME ? Factors.fit(ratings, known(TEST)) : whole;
  }

  /** The model of all training rows. */
  static Factors whole(Ratings ratings, CtrSplit split) {
    return Factors.fit(ratings, split::train);
  }

  /** Parts of rows: a model lacks the row itself, and knows its item by others. */
  static FoldedFactors byRow(Ratings ratings, CtrSplit split, Factors whole) {
    Draws draws = Draws.of(11, 1);
    int[] folds = new int[ratings.size()];
    for (int row = 0; row < folds.length; row++) {
      int drawn = draws.below(FOLDS);
      folds[row] = split.train(row) ? drawn : NONE;
    }
    return new FoldedFactors(ratings, split, folds, whole);
  }

  /**
   * Parts of items: a model lacks all rows of the row's item, as if the item were new. An item with
   * training rows is new to its model whatever part a row of it is in.
   */
  static FoldedFactors byItem(Ratings ratings, CtrSplit split, Factors whole) {
    Draws draws = Draws.of(11, 2);
    int[] byItem = new int[ratings.items().size()];
    for (int item = 0; item < byItem.length; item++) {
      int drawn = draws.below(FOLDS);
      byItem[item] = whole.itemCount(item) > 0 ? drawn : NONE;
    }
    int[] folds = IntStream.of(ratings.item()).map(item -> byItem[item]).toArray();
    return new FoldedFactors(ratings, split, folds, whole);
  }

  /** How many models there are. */
  int count() {
    return models.length;
  }

  /** A model by its number. */
  Factors model(int number) {
    return models[number];
  }

  /** Which model speaks about a row. */
  int number(int row) {
    if (foldOfRow[row] != NONE) {
      return foldOfRow[row];
    }
    return split.parts()[row] == CtrSplit.Part.TEST ? TEST : WHOLE;
  }

  /** The model that speaks about a row. */
  Factors of(int row) {
    return models[number(row)];
  }

  /** Whether an earlier row of the same user may be in a row's history. */
  boolean recalls(int row, int earlier) {
    return split.remembers(earlier)
        && (foldOfRow[row] == NONE || foldOfRow[earlier] != foldOfRow[row]);
  }

  /** The rows a model is fitted to. */
  IntPredicate known(int number) {
    return switch (number) {
      case WHOLE -> split::train;
      case TEST -> split::knownToTest;
      default -> row -> split.train(row) && foldOfRow[row] != number;
    };
  }

  /** The rows. */
  Ratings ratings() {
    return ratings;
  }

  /** The split. */
  CtrSplit split() {
    return split;
  }
}
