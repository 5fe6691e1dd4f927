package io.llmrec.examples.ctr;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.data.MovieLens1m;
import io.llmrec.core.data.ReadOptions;
import io.llmrec.core.data.RowMapping;
import io.llmrec.core.user.UserContext;
import io.llmrec.prompt.data.Csv;
import io.llmrec.rank.feature.Feature;
import io.llmrec.rank.feature.Features;
import io.llmrec.rank.feature.Side;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is known of films and viewers without ratings and without any language model, as fields. */
final class FilmFacts {

  private static final int GENRES = 6;
  private static final List<String> DEMOGRAPHICS = List.of("gender", "age", "occupation");

  /** Features of {@link #film} and {@link #viewer}. */
  static final List<Feature> FEATURES =
      List.of(
          Feature.categories("genres", Side.ITEM, GENRES),
          Feature.number("year", Side.ITEM),
          Feature.category("country", Side.ITEM),
          Feature.category("gender", Side.USER),
          Feature.category("age", Side.USER),
          Feature.category("occupation", Side.USER));

  private final Features[] films;
  private final Features[] viewers;

  FilmFacts(Path folder, List<Item> films, List<String> users) {
    Map<String, String> countries = countries(folder);
    this.films =
        films.stream()
            .map(film -> film(film, countries.getOrDefault(film.id(), "")))
            .toArray(Features[]::new);
    Map<String, UserContext> byId = new HashMap<>();
    MovieLens1m.users(folder.resolve("users.dat")).forEach(user -> byId.put(user.id(), user));
    this.viewers =
        users.stream()
            .map(id -> viewer(byId.getOrDefault(id, UserContext.cold(id))))
            .toArray(Features[]::new);
  }

  /** The first country of production by film. */
  private static Map<String, String> countries(Path folder) {
    Map<String, String> countries = new HashMap<>();
    Csv.withCommas()
        .rows(
            folder.resolve("extended_movie_tmdb.csv"),
            RowMapping.of(List.of("MovieID", "production_countries"), row -> row),
            ReadOptions.utf8())
        .forEach(
            row ->
                countries.put(
                    row.required("MovieID"), row.text("production_countries").split("\\|", 2)[0]));
    return countries;
  }

  private static Features film(Item film, String country) {
    Features.Builder facts = Features.builder().number("year", FilmTexts.year(film));
    facts.texts("genres", film.categories());
    return country.isEmpty() ? facts.build() : facts.text("country", country).build();
  }

  private static Features viewer(UserContext user) {
    Features.Builder facts = Features.builder();
    for (String name : DEMOGRAPHICS) {
      String value = user.attributes().get(name);
      if (value != null) {
        facts.text(name, value);
      }
    }
    return facts.build();
  }

  /** Of a film by number. */
  Features film(int number) {
    return films[number];
  }

  /** Of a viewer by number. */
  Features viewer(int number) {
    return viewers[number];
  }
}
