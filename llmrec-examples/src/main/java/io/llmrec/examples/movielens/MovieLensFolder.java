package io.llmrec.examples.movielens;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.data.BadFieldException;
import io.llmrec.core.data.MovieLens1m;
import io.llmrec.core.data.ReadOptions;
import io.llmrec.core.data.Row;
import io.llmrec.core.data.RowMapping;
import io.llmrec.core.data.TimeFormat;
import io.llmrec.core.user.Interaction;
import io.llmrec.prompt.data.Csv;
import io.llmrec.prompt.data.JsonLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Reads MovieLens-1M as a host would: {@code movies.dat} in its original form, ratings either as
 * {@code ratings.dat} or as {@code ratings.csv.gz} with an exact order, and beside them film
 * metadata and recorded texts of language models.
 *
 * <p>A row that cannot be read is an error with its file and line.
 */
public final class MovieLensFolder {

  /** How long after the event before it an event is put whose own time is unknown. */
  private static final int UNKNOWN_SECONDS = 1;

  private static final List<String> METADATA =
      List.of("overview", "genres", "director", "writer", "actors", "production_countries");

  private final Path folder;

  /**
   * A folder with at least {@code movies.dat}.
   *
   * @throws IllegalArgumentException when it has none
   */
  public MovieLensFolder(Path folder) {
    if (!Files.isRegularFile(folder.resolve("movies.dat"))) {
      throw new IllegalArgumentException(
          folder.toAbsolutePath() + " has no movies.dat: give a folder with MovieLens-1M");
    }
    this.folder = folder;
  }

  /** All films, with their genres as categories. */
  public List<Item> films() {
    return MovieLens1m.movies(folder.resolve("movies.dat")).toList();
  }

  /** All ratings that have a place in their user's order, by user, oldest first. */
  public List<Interaction> ratings() {
    return Files.exists(folder.resolve("ratings.dat")) ? originalRatings() : orderedRatings();
  }

  private List<Interaction> originalRatings() {
    List<Interaction> ratings = MovieLens1m.ratings(folder.resolve("ratings.dat")).toList();
    ratings.sort(Comparator.comparing(Interaction::userId).thenComparing(Interaction::time));
    return ratings;
  }

  /** A rating; {@link #UNKNOWN} where its place in the user's order or its time is not given. */
  private record Ordered(String user, String film, double stars, long place, long seconds) {

    static final long UNKNOWN = -1;

    static Ordered of(Row row) {
      return new Ordered(
          row.required("user_id"),
          row.required("movie_id"),
          row.number("rating"),
          row.text("seq_pos").isEmpty() ? UNKNOWN : place(row),
          row.text("ts").isEmpty()
              ? UNKNOWN
              : row.time("ts", TimeFormat.seconds()).getEpochSecond());
    }

    private static long place(Row row) {
      double place = row.number("seq_pos");
      if (place < 0 || place != Math.rint(place)) {
        throw new BadFieldException("seq_pos", "must be a whole number from 0 on");
      }
      return (long) place;
    }
  }

  /**
   * Most times of this file are exact or interpolated; the order within a user is exact, and wins.
   */
  private List<Interaction> orderedRatings() {
    List<Ordered> rows = new ArrayList<>();
    forEach(
        "ratings.csv.gz",
        RowMapping.of(List.of("user_id", "movie_id", "rating", "seq_pos", "ts"), Ordered::of),
        row -> {
          if (row.place() != Ordered.UNKNOWN) {
            rows.add(row);
          }
        });
    rows.sort(Comparator.comparing(Ordered::user).thenComparingLong(Ordered::place));
    List<Interaction> ratings = new ArrayList<>(rows.size());
    long last = 0;
    String user = "";
    for (Ordered row : rows) {
      last = row.user().equals(user) ? last : 0;
      user = row.user();
      long seconds = row.seconds() == Ordered.UNKNOWN ? last + UNKNOWN_SECONDS : row.seconds();
      last = Math.max(last, seconds);
      ratings.add(rating(user, row.film(), row.stars(), last));
    }
    return ratings;
  }

  private static Interaction rating(String user, String film, double stars, long seconds) {
    return new Interaction(user, film, "rating", stars, Instant.ofEpochSecond(seconds));
  }

  /**
   * What a film database says of each film, without any language model: overview, genres, director,
   * writer, cast and country. The average vote is left out, because it holds what other viewers
   * thought.
   */
  public Map<String, String> metadata() {
    RowMapping<Text> mapping =
        RowMapping.of(METADATA, row -> new Text(row.required("MovieID"), metadata(row)));
    Map<String, String> byFilm = new HashMap<>();
    forEach("extended_movie_tmdb.csv", mapping, text -> text.addTo(byFilm));
    return byFilm;
  }

  private static String metadata(Row row) {
    return METADATA.stream()
        .map(row::text)
        .map(field -> field.replace('|', ' '))
        .filter(field -> !field.isBlank())
        .collect(Collectors.joining("\n"));
  }

  /**
   * The texts that a language model wrote of each film, by the field's name in {@code
   * items_llm.jsonl.gz}.
   */
  public Map<String, String> recordedTexts(String field) {
    RowMapping<Text> mapping =
        RowMapping.of(List.of(), row -> new Text(row.required("movie_id"), row.text(field)));
    Map<String, String> byFilm = new HashMap<>();
    JsonLines.rows(folder.resolve("items_llm.jsonl.gz"), mapping, ReadOptions.utf8())
        .forEach(text -> text.addTo(byFilm));
    return byFilm;
  }

  /** What is said of a film. */
  private record Text(String film, String text) {

    void addTo(Map<String, String> byFilm) {
      if (!text.isBlank()) {
        byFilm.put(film, text);
      }
    }
  }

  private <T> void forEach(String name, RowMapping<T> mapping, Consumer<T> consumer) {
    Csv.withCommas().rows(folder.resolve(name), mapping, ReadOptions.utf8()).forEach(consumer);
  }
}
