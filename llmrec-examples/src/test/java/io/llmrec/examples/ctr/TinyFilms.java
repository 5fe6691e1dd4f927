package io.llmrec.examples.ctr;

import io.llmrec.examples.ctr.Ratings.Line;
import io.llmrec.examples.ctr.Ratings.Told;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The files of MovieLens-1M with made-up content; see {@link TinyRatings}. */
final class TinyFilms {

  private static final List<String> EVEN = List.of("war", "desert", "soldier", "battle", "tank");
  private static final List<String> ODD = List.of("love", "wedding", "paris", "letter", "kiss");

  private TinyFilms() {}

  /** Writes {@code data/ml1m_full} below a folder. */
  static void write(Path shared) {
    Path folder = shared.resolve("data/ml1m_full");
    StringBuilder movies = new StringBuilder();
    StringBuilder metadata =
        new StringBuilder("MovieID,overview,genres,director,writer,actors,production_countries\n");
    StringBuilder llm = new StringBuilder();
    for (int item = 0; item < TinyRatings.ITEMS; item++) {
      List<String> words = item % 2 == 0 ? EVEN : ODD;
      String genres = item % 2 == 0 ? "Action|War" : item % 3 == 0 ? "Drama" : "Romance|Drama";
      int id = item + 1;
      movies.append(
          "%d::Film %s (19%d)::%s%n".formatted(id, words.get(item % 5), 50 + item % 20, genres));
      metadata.append(
          "%d,%s and %s %s,Drama,Jane%d,,Actor%d,%s%n"
              .formatted(
                  id,
                  words.get(item % 5),
                  words.get((item + 1) % 5),
                  words.get((item + 2) % 5),
                  item % 7,
                  item % 9,
                  item % 4 == 0 ? "France" : "Italy"));
      llm.append(
          """
          {"movie_id": %1$d, "gpt35_summary_agent4rec": "a %2$s story", \
          "chatgpt_desc_yulan": "of %2$s and %3$s in style%4$d", \
          "deepseek_profile_colakg": "%3$s %2$s mood%4$d tone%4$d", \
          "qwenmax_profile_gear": "%2$s %3$s %5$s mood%4$d"}
          """
              .formatted(
                  id,
                  words.get(item % 5),
                  words.get((item + 1) % 5),
                  item % 8,
                  words.get((item + 3) % 5)));
    }
    StringBuilder users = new StringBuilder();
    StringBuilder profiles = new StringBuilder();
    for (int user = 1; user <= TinyRatings.USERS; user++) {
      users.append("%d::%s::25::%d::10000%n".formatted(user, user % 2 == 0 ? "F" : "M", user % 5));
      profiles.append(
          """
          {"user_id": %d, "qwenmax_profile_gear": "likes %s mood%d"}
          """
              .formatted(user, user % 2 == 1 ? "war battle" : "love kiss", user % 8));
    }
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("movies.dat"), movies, StandardCharsets.ISO_8859_1);
      Files.writeString(folder.resolve("users.dat"), users, StandardCharsets.ISO_8859_1);
      Files.writeString(folder.resolve("extended_movie_tmdb.csv"), metadata);
      zipped(folder.resolve("items_llm.jsonl.gz"), llm);
      zipped(folder.resolve("users_llm.jsonl.gz"), profiles);
      zipped(folder.resolve("ratings.csv.gz"), ratings());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StringBuilder ratings() {
    StringBuilder rows = new StringBuilder("user_id,movie_id,rating,seq_pos,ts,gear_split\n");
    for (Line line : TinyRatings.lines()) {
      rows.append(
          "%d,%d,%d,%d,%d,%s%n"
              .formatted(
                  Integer.parseInt(line.user().substring(1)) + 1,
                  Integer.parseInt(line.item().substring(1)) + 1,
                  line.stars(),
                  line.place(),
                  line.seconds(),
                  line.told() == Told.YES ? "train" : "test"));
    }
    return rows;
  }

  private static void zipped(Path file, CharSequence text) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}
