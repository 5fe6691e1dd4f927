package io.llmrec.examples.ctr;

import io.llmrec.core.compute.Draws;
import io.llmrec.examples.ctr.CtrSplit.Kind;
import io.llmrec.examples.ctr.CtrSplit.Part;
import io.llmrec.rank.text.LabelledTexts;
import io.llmrec.rank.text.RowText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@link CtrlTask} for rankers that read words: of its rows as many as small models can read in
 * minutes. Test rows are all those of some users.
 */
final class TextTask {

  /** A fifth of the films is new; otherwise as {@link CtrlTask#BY_TIME}. */
  static final String COLD = "cold-films";

  private static final int USERS = 150;
  private static final int VALIDATION = 3_000;

  /** What words hold of a history. */
  enum Telling {
    /** Which films there were. */
    TITLES,
    /** Whether each was liked, besides. */
    LABELS
  }

  private final Ratings ratings;
  private final CtrlTask films;
  private final CtrSplit split;
  private final int[] starts;
  private final int[] older;
  private final int[] later;
  private final int[] validation;
  private final int[] test;

  /**
   * The task under a split.
   *
   * @param name {@link CtrlTask#BY_TIME} or {@link #COLD}
   * @param most training rows that are drawn of either half in time
   */
  TextTask(FilmData data, CtrlTask films, String name, int most) {
    this.ratings = data.ratings();
    this.films = films;
    this.split = split(ratings, name);
    this.starts = ratings.starts();
    int[] train = inTime(split.rows(Part.TRAIN));
    older = drawn(Arrays.copyOf(train, train.length / 2), most, 1);
    later = drawn(Arrays.copyOfRange(train, train.length / 2, train.length), most, 2);
    validation = drawn(split.rows(Part.VALIDATION), VALIDATION, 3);
    test = ofSomeUsers(split.rows(Part.TEST));
  }

  private static CtrSplit split(Ratings ratings, String name) {
    if (!name.equals(COLD)) {
      return CtrlTask.split(ratings, name);
    }
    Part[] parts = CtrSplit.coldItems(ratings, 1).parts();
    for (int row = 0; row < parts.length; row++) {
      if (ratings.stars()[row] == CtrlTask.NEUTRAL) {
        parts[row] = Part.UNUSED;
      }
    }
    return new CtrSplit(name, Kind.ITEM, parts);
  }

  private int[] inTime(int[] rows) {
    return IntStream.of(rows)
        .boxed()
        .sorted(Comparator.comparingLong(row -> ratings.seconds()[row]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static int[] drawn(int[] rows, int most, int path) {
    List<Integer> all = IntStream.of(rows).boxed().toList();
    return Draws.of(31, path).choose(all, Math.min(most, rows.length)).stream()
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private int[] ofSomeUsers(int[] rows) {
    int[] users = IntStream.of(rows).map(row -> ratings.user()[row]).distinct().sorted().toArray();
    int[] chosen = IntStream.of(drawn(users, USERS, 4)).sorted().toArray();
    return IntStream.of(rows)
        .filter(row -> Arrays.binarySearch(chosen, ratings.user()[row]) >= 0)
        .toArray();
  }

  /** Training rows of the first half in time. */
  int[] older() {
    return older;
  }

  /** Training rows of the second half in time. */
  int[] later() {
    return later;
  }

  /** Both halves. */
  int[] train() {
    return IntStream.concat(IntStream.of(older), IntStream.of(later)).toArray();
  }

  /** All training rows, for what can be counted. */
  int[] counted() {
    return split.rows(Part.TRAIN);
  }

  /** Rows that models are chosen by. */
  int[] validation() {
    return validation;
  }

  /** Rows that models are measured on, by user. */
  int[] test() {
    return test;
  }

  /** Whether the film of a row was liked. */
  boolean liked(int row) {
    return ratings.liked(row);
  }

  /** Labels of some rows. */
  boolean[] labels(int[] rows) {
    boolean[] labels = new boolean[rows.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = liked(rows[i]);
    }
    return labels;
  }

  /** The film of a row. */
  int film(int row) {
    return ratings.item()[row];
  }

  /** Users of the test rows, numbered from 0 on as they come. */
  int[] users() {
    int[] users = new int[test.length];
    for (int i = 1; i < users.length; i++) {
      users[i] = users[i - 1] + (ratings.user()[test[i]] == ratings.user()[test[i - 1]] ? 0 : 1);
    }
    return users;
  }

  /** The latest rows of the same user before a row that may be known, oldest first. */
  List<Integer> before(int row, int most) {
    List<Integer> latest = new ArrayList<>();
    int from = starts[ratings.user()[row]];
    for (int at = row - 1; at >= from && latest.size() < most; at--) {
      if (ratings.stars()[at] != CtrlTask.NEUTRAL && split.remembers(at)) {
        latest.add(at);
      }
    }
    Collections.reverse(latest);
    return latest;
  }

  /** A row in words. */
  RowText text(int row, Telling telling) {
    return films.text(
        row, before(row, CtrlTask.TOLD).stream().map(at -> entry(at, telling)).toList());
  }

  private String entry(int row, Telling telling) {
    String title = films.title(film(row));
    return switch (telling) {
      case TITLES -> title;
      case LABELS -> title + (liked(row) ? " liked" : " disliked");
    };
  }

  /** Some rows in words. */
  List<RowText> texts(int[] rows, Telling telling) {
    return IntStream.of(rows).mapToObj(row -> text(row, telling)).toList();
  }

  /** Some rows in words with what came of them, written as they are read. */
  LabelledTexts labelled(int[] rows, Telling telling) {
    return new LabelledTexts() {
      @Override
      public int count() {
        return rows.length;
      }

      @Override
      public RowText text(int index) {
        return TextTask.this.text(rows[index], telling);
      }

      @Override
      public boolean positive(int index) {
        return liked(rows[index]);
      }
    };
  }
}
