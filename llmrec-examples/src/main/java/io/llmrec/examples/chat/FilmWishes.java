package io.llmrec.examples.chat;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.compute.Draws;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.chat.catalog.ChatCatalog;
import io.llmrec.prompt.chat.filter.Filter;
import io.llmrec.prompt.chat.filter.Op;
import io.llmrec.prompt.chat.simulate.Trait;
import io.llmrec.prompt.chat.simulate.WishList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Wish lists of the viewers of MovieLens-1M: each is made of the last film that a viewer liked, and
 * the viewer comes with what was liked before. A genre and the decade are musts, the director is a
 * preference, a genre that the film does not have is to be avoided.
 */
final class FilmWishes {

  private static final int PATIENCE = 4;
  private static final int LEAST_HISTORY = 5;
  private static final int HISTORY = 50;
  private static final int DECADE = 10;

  private final ChatCatalog catalog;
  private final Draws draws;

  FilmWishes(ChatCatalog catalog, long seed) {
    this.catalog = catalog;
    this.draws = Draws.of(seed);
  }

  /** So many wish lists of different viewers; fewer where there are not so many. */
  List<WishList> make(List<Interaction> liked, int count) {
    Map<String, List<Interaction>> byUser = new LinkedHashMap<>();
    liked.forEach(
        event -> byUser.computeIfAbsent(event.userId(), user -> new ArrayList<>()).add(event));
    List<List<Interaction>> viewers = draws.choose(new ArrayList<>(byUser.values()), byUser.size());
    List<WishList> lists = new ArrayList<>();
    for (List<Interaction> viewer : viewers) {
      int last = viewer.size() - 1;
      Item film = catalog.find(viewer.get(last).itemId());
      if (lists.size() < count && last >= LEAST_HISTORY && film != null && isDescribed(film)) {
        List<Interaction> history = viewer.subList(Math.max(0, last - HISTORY), last);
        lists.add(wishes(UserContext.of(viewer.get(last).userId(), history), film));
      }
    }
    return lists;
  }

  private static boolean isDescribed(Item film) {
    return !film.categories().isEmpty() && film.attributes().containsKey("year");
  }

  private WishList wishes(UserContext viewer, Item film) {
    List<String> genres = new ArrayList<>(film.categories());
    String genre = genres.get(draws.below(genres.size()));
    String director = film.attributes().getOrDefault("director", "");
    List<Trait> prefers =
        director.isBlank()
            ? List.of()
            : List.of(
                new Trait("directed by " + director, Filter.test("director", Op.EQUAL, director)));
    return new WishList(
        viewer,
        Language.EN,
        List.of(genre(genre), decade(film)),
        prefers,
        avoids(film),
        Set.of(film.id()),
        PATIENCE);
  }

  private static Trait genre(String genre) {
    return new Trait(
        genre.toLowerCase(Locale.ROOT) + " films", Filter.test("category", Op.EQUAL, genre));
  }

  private static Trait decade(Item film) {
    int year = Integer.parseInt(film.attributes().getOrDefault("year", "0"));
    int first = year - year % DECADE;
    return new Trait(
        "from the " + first + "s",
        new Filter.All(
            List.of(
                Filter.test("year", Op.AT_LEAST, String.valueOf(first)),
                Filter.test("year", Op.AT_MOST, String.valueOf(first + DECADE - 1)))));
  }

  private List<Trait> avoids(Item film) {
    List<String> genres = new ArrayList<>();
    for (int row = 0; row < catalog.size(); row++) {
      for (String genre : catalog.item(row).categories()) {
        if (!genres.contains(genre) && !film.categories().contains(genre)) {
          genres.add(genre);
        }
      }
    }
    Collections.sort(genres);
    return List.of(genre(genres.get(draws.below(genres.size()))));
  }
}
