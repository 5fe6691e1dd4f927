package io.llmrec.core.data;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.nio.file.Path;

/**
 * The files of MovieLens-1M as GroupLens gives them out: fields separated by {@code ::}, in
 * ISO-8859-1. MovieLens-10M has the same ratings and movies.
 */
public final class MovieLens1m {

  private static final String SEPARATOR = "::";
  private static final RecordFormat RATINGS =
      Delimited.withColumns(SEPARATOR, "user", "item", "rating", "timestamp");
  private static final RecordFormat MOVIES =
      Delimited.withColumns(SEPARATOR, "id", "title", "genres");
  private static final RecordFormat USERS =
      Delimited.withColumns(SEPARATOR, "id", "gender", "age", "occupation", "zip");

  private MovieLens1m() {}

  /** {@code ratings.dat}: interactions of kind {@code rating}, with the stars as value. */
  public static Rows<Interaction> ratings(Path file, ReadOptions options) {
    InteractionColumns columns =
        InteractionColumns.of("user", "item", "timestamp", TimeFormat.seconds())
            .valueFrom("rating")
            .kind("rating");
    return Rows.of(file, RATINGS, columns, options);
  }

  /** As {@link #ratings(Path, ReadOptions)}, for an original file; the first bad row fails. */
  public static Rows<Interaction> ratings(Path file) {
    return ratings(file, ReadOptions.latin1());
  }

  /** {@code movies.dat}: films with their genres as categories. */
  public static Rows<Item> movies(Path file, ReadOptions options) {
    ItemColumns columns = ItemColumns.of("id", "title").withCategories("genres", "|");
    return Rows.of(file, MOVIES, columns, options);
  }

  /** As {@link #movies(Path, ReadOptions)}, for an original file; the first bad row fails. */
  public static Rows<Item> movies(Path file) {
    return movies(file, ReadOptions.latin1());
  }

  /**
   * {@code users.dat}: users with gender, age group, occupation (the codes of the set) and zip
   * code.
   */
  public static Rows<UserContext> users(Path file, ReadOptions options) {
    UserColumns columns = UserColumns.of("id", "gender", "age", "occupation", "zip");
    return Rows.of(file, USERS, columns, options);
  }

  /** As {@link #users(Path, ReadOptions)}, for an original file; the first bad row fails. */
  public static Rows<UserContext> users(Path file) {
    return users(file, ReadOptions.latin1());
  }
}
