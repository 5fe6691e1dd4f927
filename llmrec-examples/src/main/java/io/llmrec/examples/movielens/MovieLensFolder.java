package io.llmrec.examples.movielens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.user.Interaction;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * Reads MovieLens-1M as a host would: {@code movies.dat} in its original form, ratings either as
 * {@code ratings.dat} or as {@code ratings.csv.gz} with an exact order, and beside them film
 * metadata and recorded texts of language models.
 *
 * <p>A row that cannot be read is an error with its file and line.
 */
final class MovieLensFolder {

  /** How long after the event before it an event is put whose own time is unknown. */
  private static final int UNKNOWN_SECONDS = 1;

  private static final List<String> METADATA =
      List.of("overview", "genres", "director", "writer", "actors", "production_countries");

  private final Path folder;

  MovieLensFolder(Path folder) {
    if (!Files.isRegularFile(folder.resolve("movies.dat"))) {
      throw new IllegalArgumentException(
          folder.toAbsolutePath() + " has no movies.dat: give a folder with MovieLens-1M");
    }
    this.folder = folder;
  }

  /** All films, with their genres as categories. */
  List<Item> films() {
    List<Item> films = new ArrayList<>();
    forEachLine(
        "movies.dat",
        StandardCharsets.ISO_8859_1,
        line -> {
          String[] fields = line.split("::", -1);
          films.add(Item.of(fields[0], fields[1]).withCategories(fields[2].split("\\|")));
        });
    return films;
  }

  /** All ratings that have a place in their user's order, by user, oldest first. */
  List<Interaction> ratings() {
    return Files.exists(folder.resolve("ratings.dat")) ? originalRatings() : orderedRatings();
  }

  private List<Interaction> originalRatings() {
    List<Interaction> ratings = new ArrayList<>();
    forEachLine(
        "ratings.dat",
        StandardCharsets.ISO_8859_1,
        line -> {
          String[] fields = line.split("::", -1);
          ratings.add(rating(fields[0], fields[1], fields[2], Long.parseLong(fields[3])));
        });
    ratings.sort(Comparator.comparing(Interaction::userId).thenComparing(Interaction::time));
    return ratings;
  }

  private record Ordered(String user, String film, String stars, int place, String seconds) {}

  /**
   * Most times of this file are exact or interpolated; the order within a user is exact, and wins.
   */
  private List<Interaction> orderedRatings() {
    List<Ordered> rows = new ArrayList<>();
    forEachRecord(
        "ratings.csv.gz",
        row -> {
          if (!row.getField("seq_pos").isEmpty()) {
            rows.add(
                new Ordered(
                    row.getField("user_id"),
                    row.getField("movie_id"),
                    row.getField("rating"),
                    Integer.parseInt(row.getField("seq_pos")),
                    row.getField("ts")));
          }
        });
    rows.sort(Comparator.comparing(Ordered::user).thenComparingInt(Ordered::place));
    List<Interaction> ratings = new ArrayList<>(rows.size());
    long last = 0;
    String user = "";
    for (Ordered row : rows) {
      last = row.user().equals(user) ? last : 0;
      user = row.user();
      long seconds =
          row.seconds().isEmpty() ? last + UNKNOWN_SECONDS : Long.parseLong(row.seconds());
      last = Math.max(last, seconds);
      ratings.add(rating(user, row.film(), row.stars(), last));
    }
    return ratings;
  }

  private static Interaction rating(String user, String film, String stars, long seconds) {
    return new Interaction(
        user, film, "rating", Double.parseDouble(stars), Instant.ofEpochSecond(seconds));
  }

  /**
   * What a film database says of each film, without any language model: overview, genres, director,
   * writer, cast and country. The average vote is left out, because it holds what other viewers
   * thought.
   */
  Map<String, String> metadata() {
    Map<String, String> byFilm = new HashMap<>();
    forEachRecord(
        "extended_movie_tmdb.csv",
        row -> {
          String text =
              METADATA.stream()
                  .map(row::getField)
                  .map(field -> field.replace('|', ' '))
                  .filter(field -> !field.isBlank())
                  .collect(Collectors.joining("\n"));
          if (!text.isBlank()) {
            byFilm.put(row.getField("MovieID"), text);
          }
        });
    return byFilm;
  }

  /**
   * The texts that a language model wrote of each film, by the field's name in {@code
   * items_llm.jsonl.gz}.
   */
  Map<String, String> recordedTexts(String field) {
    ObjectMapper json = new ObjectMapper();
    Map<String, String> byFilm = new HashMap<>();
    forEachLine(
        "items_llm.jsonl.gz",
        StandardCharsets.UTF_8,
        line -> {
          JsonNode row = json.readTree(line);
          String text = row.path(field).asText("");
          if (!text.isBlank()) {
            byFilm.put(row.path("movie_id").asText(), text);
          }
        });
    return byFilm;
  }

  /** Reads one line; what it throws is reported with file and line. */
  @FunctionalInterface
  private interface LineReader {
    void read(String line) throws IOException;
  }

  private void forEachLine(String name, Charset charset, LineReader reader) {
    long number = 0;
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(name), charset))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          reader.read(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s, line %d: %s".formatted(name, number, e.getMessage()), e);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "%s, line %d cannot be read: %s".formatted(name, number, e.getMessage()), e);
    }
  }

  /** Reads one row; what it throws is reported with file and line. */
  @FunctionalInterface
  private interface RowReader {
    void read(NamedCsvRecord row);
  }

  private void forEachRecord(String name, RowReader reader) {
    long line = 0;
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(open(name))) {
      for (NamedCsvRecord row : rows) {
        line = row.getStartingLineNumber();
        reader.read(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s, line %d: %s".formatted(name, line, e.getMessage()), e);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "%s, line %d cannot be read: %s".formatted(name, line, e.getMessage()), e);
    }
  }

  private InputStream open(String name) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(folder.resolve(name)));
    return name.endsWith(".gz") ? new BufferedInputStream(new GZIPInputStream(in)) : in;
  }
}
