package io.llmrec.examples.chat;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.data.ReadOptions;
import io.llmrec.core.data.RowMapping;
import io.llmrec.core.user.Interaction;
import io.llmrec.examples.movielens.MovieLensFolder;
import io.llmrec.prompt.data.Csv;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The films of MovieLens-1M with their year and director, and who liked them.
 *
 * @param films with the attributes {@code year} and, where it is known, {@code director}
 * @param liked ratings of 4 and 5 stars, by user, oldest first
 */
record FilmData(List<Item> films, List<Interaction> liked) {

  private static final int LIKED = 4;

  /** What a film database says of a film. */
  private record Credits(String film, String year, String director) {}

  /** Reads the folder {@code data/ml1m_full} of a shared folder. */
  static FilmData read(Path shared) {
    Path folder = shared.resolve("data").resolve("ml1m_full");
    Map<String, Credits> credits = new HashMap<>();
    Csv.withCommas()
        .rows(
            folder.resolve("extended_movie_tmdb.csv"),
            RowMapping.of(
                List.of("MovieID", "Year", "director"),
                row ->
                    new Credits(row.required("MovieID"), row.text("Year"), row.text("director"))),
            ReadOptions.utf8())
        .forEach(one -> credits.put(one.film(), one));
    MovieLensFolder movieLens = new MovieLensFolder(folder);
    return new FilmData(
        movieLens.films().stream().map(film -> with(film, credits.get(film.id()))).toList(),
        movieLens.ratings().stream().filter(rating -> rating.value() >= LIKED).toList());
  }

  private static Item with(Item film, @Nullable Credits credits) {
    if (credits == null) {
      return film;
    }
    Item dated =
        credits.year().isBlank() ? film : film.withAttribute("year", credits.year().strip());
    return credits.director().isBlank() || credits.director().contains("|")
        ? dated
        : dated.withAttribute("director", credits.director().strip());
  }
}
