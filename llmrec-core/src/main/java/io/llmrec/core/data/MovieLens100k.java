package io.llmrec.core.data;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of MovieLens-100K as GroupLens gives them out, in ISO-8859-1. */
public final class MovieLens100k {

  private static final List<String> GENRES =
      List.of(
          "unknown",
          "Action",
          "Adventure",
          "Animation",
          "Children's",
          "Comedy",
          "Crime",
          "Documentary",
          "Drama",
          "Fantasy",
          "Film-Noir",
          "Horror",
          "Musical",
          "Mystery",
          "Romance",
          "Sci-Fi",
          "Thriller",
          "War",
          "Western");

  private static final String RELEASED = "release_date";
  private static final RecordFormat RATINGS =
      Delimited.withColumns("\t", "user", "item", "rating", "timestamp");
  private static final RecordFormat MOVIES = Delimited.withColumns("|", movieColumns());
  private static final RecordFormat USERS =
      Delimited.withColumns("|", "id", "age", "gender", "occupation", "zip");

  private MovieLens100k() {}

  /**
   * {@code u.data} and the splits {@code u1.base} to {@code ub.test}: interactions of kind {@code
   * rating}, with the stars as value.
   */
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

  /** {@code u.item}: films with their genres as categories and an attribute release_date. */
  public static Rows<Item> movies(Path file, ReadOptions options) {
    return Rows.of(file, MOVIES, RowMapping.of(List.of(), MovieLens100k::movie), options);
  }

  /** As {@link #movies(Path, ReadOptions)}, for an original file; the first bad row fails. */
  public static Rows<Item> movies(Path file) {
    return movies(file, ReadOptions.latin1());
  }

  /** {@code u.user}: users with age in years, gender, occupation and zip code. */
  public static Rows<UserContext> users(Path file, ReadOptions options) {
    UserColumns columns = UserColumns.of("id", "age", "gender", "occupation", "zip");
    return Rows.of(file, USERS, columns, options);
  }

  /** As {@link #users(Path, ReadOptions)}, for an original file; the first bad row fails. */
  public static Rows<UserContext> users(Path file) {
    return users(file, ReadOptions.latin1());
  }

  private static String[] movieColumns() {
    List<String> names =
        new ArrayList<>(List.of("id", "title", RELEASED, "video_release_date", "url"));
    names.addAll(GENRES);
    return names.toArray(String[]::new);
  }

  private static Item movie(Row row) {
    List<String> genres = GENRES.stream().filter(genre -> flag(row, genre)).toList();
    return new Item(
        row.required("id"),
        row.required("title"),
        genres,
        Attributes.of(row, List.of(RELEASED)),
        List.of());
  }

  private static boolean flag(Row row, String genre) {
    return switch (row.text(genre)) {
      case "1" -> true;
      case "0" -> false;
      default -> throw new BadFieldException(genre, "must be 0 or 1");
    };
  }
}
