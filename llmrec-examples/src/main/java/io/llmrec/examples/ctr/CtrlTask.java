package io.llmrec.examples.ctr;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.data.MovieLens1m;
import io.llmrec.examples.ctr.CtrSplit.Kind;
import io.llmrec.examples.ctr.CtrSplit.Part;
import io.llmrec.rank.ctrl.AlignedRows;
import io.llmrec.rank.feature.Event;
import io.llmrec.rank.feature.Feature;
import io.llmrec.rank.feature.FeatureEncoder;
import io.llmrec.rank.feature.Features;
import io.llmrec.rank.feature.Side;
import io.llmrec.rank.text.RowPrompt;
import io.llmrec.rank.text.RowText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * MovieLens-1M as CTRL has it (Li et al., 2023): a rating above 3 is positive, one below 3
 * negative, and those of 3 are left out altogether, of histories too; the first eight tenths in
 * time are for training, one for validation, the last for the test. Features are the user, the
 * item, what is known of both, and the history; every row is also written in words.
 */
final class CtrlTask {

  /** All users' ratings in one line of time: the test has users and films that training has not. */
  static final String BY_TIME = "ctrl-time";

  /** Every user's ratings by themselves: nearly all users and films are known. */
  static final String BY_USER = "ctrl-user";

  /** The rating that says neither yes nor no. */
  static final int NEUTRAL = 3;

  /** How many films of a history the words hold. */
  static final int TOLD = 8;

  /** What the codes of the set stand for. */
  private static final List<String> OCCUPATIONS =
      List.of(
          "other",
          "educator",
          "artist",
          "clerk",
          "student",
          "customer service",
          "doctor",
          "manager",
          "farmer",
          "homemaker",
          "school pupil",
          "lawyer",
          "programmer",
          "retired",
          "sales",
          "scientist",
          "self-employed",
          "engineer",
          "tradesman",
          "unemployed",
          "writer");

  private static final RowPrompt PROMPT =
      new RowPrompt(
          List.of("gender", "age", "occupation"), "history", List.of("title", "genres", "about"));

  private final FilmData data;
  private final Ratings ratings;
  private final int[] starts;
  private final String[] users;
  private final String[] titles;
  private final String[] films;

  /**
   * The task.
   *
   * @param about the source of texts about the films that the words hold besides; empty for none
   */
  CtrlTask(FilmData data, String about) {
    this.data = data;
    this.ratings = data.ratings();
    this.starts = ratings.starts();
    Map<String, Map<String, String>> viewers = viewers(data.folder());
    List<String> texts = about.isEmpty() ? List.of() : data.texts().texts(about);
    List<Item> items = data.texts().films();
    titles =
        items.stream()
            .map(film -> PROMPT.history(List.of(film.title())).get(0))
            .toArray(String[]::new);
    films =
        IntStream.range(0, items.size())
            .mapToObj(i -> PROMPT.item(words(items.get(i), texts.isEmpty() ? "" : texts.get(i))))
            .toArray(String[]::new);
    users =
        IntStream.range(0, ratings.users().size())
            .mapToObj(
                user ->
                    PROMPT.userWithHistory(
                        viewers.getOrDefault(ratings.users().get(user), Map.of())))
            .toArray(String[]::new);
  }

  /** What is known of viewers, in words, by id. */
  private static Map<String, Map<String, String>> viewers(Path folder) {
    Map<String, Map<String, String>> viewers = new HashMap<>();
    MovieLens1m.users(folder.resolve("users.dat"))
        .forEach(
            user -> {
              Map<String, String> words = new HashMap<>(user.attributes());
              words.computeIfPresent(
                  "gender", (name, code) -> code.equals("F") ? "female" : "male");
              words.computeIfPresent(
                  "occupation", (name, code) -> OCCUPATIONS.get(Integer.parseInt(code)));
              viewers.put(user.id(), words);
            });
    return viewers;
  }

  private static Map<String, String> words(Item film, String about) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("title", film.title());
    words.put("genres", RowPrompt.joined(film.categories()));
    // The text begins with the title.
    words.put("about", about.substring(about.indexOf('\n') + 1));
    return words;
  }

  /** The split of a name. */
  static CtrSplit split(Ratings ratings, String name) {
    int[] kept =
        IntStream.range(0, ratings.size()).filter(row -> ratings.stars()[row] != NEUTRAL).toArray();
    Part[] parts = new Part[ratings.size()];
    Arrays.fill(parts, Part.UNUSED);
    if (name.equals(BY_TIME)) {
      int[] order =
          IntStream.of(kept)
              .boxed()
              .sorted(Comparator.comparingLong(row -> ratings.seconds()[row]))
              .mapToInt(Integer::intValue)
              .toArray();
      part(order, 0, order.length, parts);
    } else if (name.equals(BY_USER)) {
      for (int from = 0; from < kept.length; ) {
        int to = from;
        while (to < kept.length && ratings.user()[kept[to]] == ratings.user()[kept[from]]) {
          to++;
        }
        part(kept, from, to, parts);
        from = to;
      }
    } else {
      throw new IllegalArgumentException("there is no split '" + name + "'");
    }
    return new CtrSplit(name, Kind.TIME, parts);
  }

  /** Eight tenths, one and one. */
  private static void part(int[] order, int from, int to, Part[] parts) {
    int count = to - from;
    int validation = from + (int) (count * 0.8);
    int test = from + (int) (count * 0.9);
    for (int i = from; i < to; i++) {
      parts[order[i]] = i < validation ? Part.TRAIN : i < test ? Part.VALIDATION : Part.TEST;
    }
  }

  /** Rows with their features. */
  RankingTask task(CtrSplit split) {
    boolean[] liked = new boolean[ratings.size()];
    for (int row = 0; row < liked.length; row++) {
      liked[row] = ratings.liked(row);
    }
    List<Feature> features = new ArrayList<>();
    features.add(Feature.category("user", Side.USER));
    features.add(Feature.category("item", Side.ITEM));
    features.add(Feature.history("history", FilmTask.HISTORY, "item"));
    features.addAll(FilmFacts.FEATURES);
    return new RankingTask(
        features, this::values, Map.of(), new RankingTask.Rows(ratings.user(), liked, split));
  }

  private Features values(int row) {
    Features.Builder values =
        Features.builder()
            .text("user", ratings.users().get(ratings.user()[row]))
            .text("item", ratings.items().get(ratings.item()[row]));
    List<Event> events = new ArrayList<>();
    for (int at : before(row, FilmTask.HISTORY)) {
      events.add(Event.of(ratings.items().get(ratings.item()[at])));
    }
    return values
        .history("history", events)
        .build()
        .and(data.facts().film(ratings.item()[row]))
        .and(data.facts().viewer(ratings.user()[row]));
  }

  /** The latest rows of the same user before a row, oldest first. */
  private List<Integer> before(int row, int most) {
    List<Integer> latest = new ArrayList<>();
    int from = starts[ratings.user()[row]];
    for (int at = row - 1; at >= from && latest.size() < most; at--) {
      if (ratings.stars()[at] != NEUTRAL) {
        latest.add(at);
      }
    }
    Collections.reverse(latest);
    return latest;
  }

  /** A row in words: of the history the latest films. */
  RowText text(int row) {
    return text(row, before(row, TOLD).stream().map(at -> title(ratings.item()[at])).toList());
  }

  /** A row in words with a history of some other wording, oldest first. */
  RowText text(int row, List<String> past) {
    return new RowText(users[ratings.user()[row]], past, films[ratings.item()[row]]);
  }

  /** The title of a film as histories have it. */
  String title(int film) {
    return titles[film];
  }

  /** A film's sentence. */
  String sentence(int film) {
    return films[film];
  }

  /** Every sentence that rows are written with. */
  List<RowText> sentences() {
    List<RowText> all = new ArrayList<>();
    for (String user : users) {
      all.add(new RowText(user, List.of(), ""));
    }
    for (int film = 0; film < films.length; film++) {
      all.add(new RowText("", List.of(titles[film]), films[film]));
    }
    return all;
  }

  /** The training rows with their texts. */
  AlignedRows aligned(RankingTask task, FeatureEncoder encoder) {
    int[] rows = task.rows().split().rows(Part.TRAIN);
    return new AlignedRows() {
      @Override
      public int count() {
        return rows.length;
      }

      @Override
      public int[] row(int index) {
        return encoder.encode(values(rows[index]));
      }

      @Override
      public RowText text(int index) {
        return CtrlTask.this.text(rows[index]);
      }
    };
  }

  /** How many test rows are of users and of films that training has not. */
  static String unknown(Ratings ratings, CtrSplit split) {
    Map<String, Integer> counts = new HashMap<>();
    boolean[] users = new boolean[ratings.users().size()];
    boolean[] items = new boolean[ratings.items().size()];
    for (int row : split.rows(Part.TRAIN)) {
      users[ratings.user()[row]] = true;
      items[ratings.item()[row]] = true;
    }
    int[] test = split.rows(Part.TEST);
    for (int row : test) {
      counts.merge("users", users[ratings.user()[row]] ? 0 : 1, Integer::sum);
      counts.merge("films", items[ratings.item()[row]] ? 0 : 1, Integer::sum);
    }
    return "%d training rows, %d test rows, %d of them of users and %d of films that training lacks"
        .formatted(
            split.rows(Part.TRAIN).length,
            test.length,
            counts.getOrDefault("users", 0),
            counts.getOrDefault("films", 0));
  }
}
