package io.llmrec.examples.ctr;

import io.llmrec.core.compute.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which ratings a model learns from, is chosen by, and is measured on.
 *
 * <p>What is said of a sample is made of training rows other than the sample's own, and its history
 * is what of them stands before it in its user's order. So no history holds a row of the validation
 * or the test, nor, where items are held back, any of their rows. Under the split by time a history
 * holds all rows before the sample, and what is said of a test sample is made of validation rows
 * too: they lie before it.
 *
 * @param name in tables and file names
 * @param kind what decides
 * @param parts by row
 */
record CtrSplit(String name, Kind kind, Part[] parts) {

  /** What decides which part a row is in. */
  enum Kind {
    CHANCE,
    TIME,
    ITEM
  }

  private static final double VALIDATION = 0.05;
  private static final double LATE = 0.1;
  private static final double COLD = 0.2;

  /** What a row is for. */
  enum Part {
    TRAIN,
    VALIDATION,
    TEST,
    UNUSED
  }

  /**
   * The random split under which the user profiles were made: what they were told is for training,
   * but for a twentieth drawn for validation.
   */
  static CtrSplit warm(Ratings ratings) {
    Draws draws = Draws.of(5, 1);
    Part[] parts = new Part[ratings.size()];
    for (int row = 0; row < parts.length; row++) {
      boolean drawn = draws.below(1_000_000) < VALIDATION * 1_000_000;
      parts[row] =
          switch (ratings.told()[row]) {
            case YES -> drawn ? Part.VALIDATION : Part.TRAIN;
            case NO -> Part.TEST;
            case LEFT_OUT -> Part.UNUSED;
          };
    }
    return new CtrSplit("warm", Kind.CHANCE, parts);
  }

  /** The last tenth of all ratings in time is the test, the twentieth before it the validation. */
  static CtrSplit time(Ratings ratings) {
    int[] order =
        IntStream.range(0, ratings.size())
            .boxed()
            .sorted(Comparator.comparingLong(row -> ratings.seconds()[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    int test = (int) (order.length * (1 - LATE));
    int validation = (int) (order.length * (1 - LATE - VALIDATION));
    Part[] parts = new Part[order.length];
    for (int i = 0; i < order.length; i++) {
      parts[order[i]] = i < validation ? Part.TRAIN : i < test ? Part.VALIDATION : Part.TEST;
    }
    return new CtrSplit("time", Kind.TIME, parts);
  }

  /**
   * A fifth of the items is the test with all their ratings, a further twentieth the validation.
   *
   * @param number of the draw, 1 or more
   */
  static CtrSplit coldItems(Ratings ratings, int number) {
    return coldItems(ratings.item(), ratings.items().size(), number);
  }

  /** The same for any rows of items. */
  static CtrSplit coldItems(int[] item, int items, int number) {
    List<Integer> drawn = new ArrayList<>(IntStream.range(0, items).boxed().toList());
    drawn = Draws.of(17, number).choose(drawn, items);
    Part[] byItem = new Part[items];
    Arrays.fill(byItem, Part.TRAIN);
    int test = (int) Math.ceil(items * COLD);
    int validation = (int) Math.ceil(items * VALIDATION);
    drawn.subList(0, test).forEach(one -> byItem[one] = Part.TEST);
    drawn.subList(test, test + validation).forEach(one -> byItem[one] = Part.VALIDATION);
    Part[] parts = new Part[item.length];
    Arrays.setAll(parts, row -> byItem[item[row]]);
    return new CtrSplit("cold-" + number, Kind.ITEM, parts);
  }

  /** Whether a row is for training. */
  boolean train(int row) {
    return parts[row] == Part.TRAIN;
  }

  /** Whether the tested items have no training rows. */
  boolean newItems() {
    return kind == Kind.ITEM;
  }

  /** Whether a history may hold a row that stands before the sample. */
  boolean remembers(int earlier) {
    return kind == Kind.TIME || train(earlier);
  }

  /** Whether what is said of a test sample may be made of a row. */
  boolean knownToTest(int row) {
    return train(row) || kind == Kind.TIME && parts[row] == Part.VALIDATION;
  }

  /** The rows of a part, rising. */
  int[] rows(Part part) {
    return IntStream.range(0, parts.length).filter(row -> parts[row] == part).toArray();
  }
}
