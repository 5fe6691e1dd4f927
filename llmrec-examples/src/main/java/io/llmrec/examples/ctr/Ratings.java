package io.llmrec.examples.ctr;

import io.llmrec.core.data.ReadOptions;
import io.llmrec.core.data.Row;
import io.llmrec.core.data.RowMapping;
import io.llmrec.prompt.data.Csv;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ratings as columns, by user and in each user's order. Arrays are shared and not to be changed.
 *
 * @param users ids by number
 * @param items ids by number
 * @param user numbers by row
 * @param item numbers by row
 * @param stars 1 to 5, by row
 * @param seconds since 1970, by row, never falling within a user
 * @param told whether a recorded profile of the user may have been made of the row; see {@link
 *     CtrSplit#warm}
 */
record Ratings(
    List<String> users,
    List<String> items,
    int[] user,
    int[] item,
    byte[] stars,
    long[] seconds,
    Told[] told) {

  /** The lowest rating that counts as liked. */
  static final int LIKED = 4;

  /** What the makers of the user profiles did with a rating. */
  enum Told {
    /** Shown to the model. */
    YES,
    /** Held back for their test. */
    NO,
    /** Left out of both. */
    LEFT_OUT
  }

  /**
   * Reads {@code ratings.csv.gz} of MovieLens-1M. The 598 rows without a place in their user's
   * order are left out: nobody knows what came before them.
   */
  static Ratings read(Path file) {
    List<Line> lines = new ArrayList<>();
    Csv.withCommas()
        .rows(
            file,
            RowMapping.of(
                List.of("user_id", "movie_id", "rating", "seq_pos", "ts", "gear_split"),
                row -> row),
            ReadOptions.utf8())
        .forEach(
            row -> {
              if (!row.text("seq_pos").isEmpty()) {
                lines.add(Line.of(row));
              }
            });
    return of(lines);
  }

  /** One rating; {@code seconds} is -1 where the time is not known. */
  record Line(String user, String item, int stars, int place, long seconds, Told told) {

    static Line of(Row row) {
      Told told =
          switch (row.text("gear_split")) {
            case "train" -> Told.YES;
            case "test" -> Told.NO;
            default -> Told.LEFT_OUT;
          };
      return new Line(
          row.required("user_id"),
          row.required("movie_id"),
          (int) row.number("rating"),
          (int) row.number("seq_pos"),
          row.text("ts").isEmpty() ? -1 : (long) row.number("ts"),
          told);
    }
  }

  /** Of lines in any order. */
  static Ratings of(List<Line> lines) {
    List<Line> sorted = new ArrayList<>(lines);
    sorted.sort(Comparator.comparing(Line::user).thenComparingInt(Line::place));
    int size = sorted.size();
    Map<String, Integer> users = new LinkedHashMap<>();
    Map<String, Integer> items = new LinkedHashMap<>();
    Ratings all =
        new Ratings(
            List.of(),
            List.of(),
            new int[size],
            new int[size],
            new byte[size],
            new long[size],
            new Told[size]);
    for (int i = 0; i < size; i++) {
      Line line = sorted.get(i);
      all.user[i] = users.computeIfAbsent(line.user(), id -> users.size());
      all.item[i] = items.computeIfAbsent(line.item(), id -> items.size());
      all.stars[i] = (byte) line.stars();
      boolean first = i == 0 || all.user[i - 1] != all.user[i];
      all.seconds[i] = Math.max(first ? 0 : all.seconds[i - 1], line.seconds());
      all.told[i] = line.told();
    }
    return new Ratings(
        List.copyOf(users.keySet()),
        List.copyOf(items.keySet()),
        all.user,
        all.item,
        all.stars,
        all.seconds,
        all.told);
  }

  /** How many rows there are. */
  int size() {
    return user.length;
  }

  /** Whether the user liked the item. */
  boolean liked(int row) {
    return stars[row] >= LIKED;
  }

  /** Where each user's rows begin, and at the end how many rows there are. */
  int[] starts() {
    int[] starts = new int[users.size() + 1];
    for (int row = 0; row < size(); row++) {
      starts[user[row] + 1] = row + 1;
    }
    return starts;
  }
}
