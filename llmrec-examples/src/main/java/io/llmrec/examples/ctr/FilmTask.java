package io.llmrec.examples.ctr;

import io.llmrec.core.index.VectorTable;
import io.llmrec.rank.feature.Event;
import io.llmrec.rank.feature.Feature;
import io.llmrec.rank.feature.Features;
import io.llmrec.rank.feature.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@link RankingTask} of MovieLens-1M: whether a user who rates a film likes it, a rating above
 * 3.
 *
 * <p>All settings have user, history and behaviour; and the film, but where tested films are new: a
 * model that learns films by heart would find none of them.
 */
final class FilmTask {

  /** The longest history. */
  static final int HISTORY = 20;

  /** Of the training samples show no user, for the test has users that training has not. */
  private static final double UNSEEN = 0.02;

  private final FilmData data;
  private final CtrSplit split;
  private final Setting setting;
  private final Columns columns;
  private final int[] starts;

  private FilmTask(FilmData data, CtrSplit split, Setting setting) {
    this.data = data;
    this.split = split;
    this.setting = setting;
    this.columns = data.columns(split, setting.sources());
    this.starts = data.ratings().starts();
  }

  /**
   * The task.
   *
   * @throws IllegalArgumentException when the setting has user profiles and the split asks for what
   *     they were told
   */
  static RankingTask of(FilmData data, CtrSplit split, Setting setting) {
    FilmTask made = new FilmTask(data, split, setting);
    Map<String, VectorTable> vectors = new LinkedHashMap<>();
    for (String source : made.vectorSources()) {
      vectors.put(source, data.table(source));
    }
    Columns columns = made.columns;
    if (setting.profiles()) {
      Profiles profiles = Profiles.of(data, split);
      vectors.put(Profiles.NAME, profiles.table());
      columns = columns.and(profiles.columns());
    }
    Ratings ratings = data.ratings();
    boolean[] liked = new boolean[ratings.size()];
    for (int row = 0; row < liked.length; row++) {
      liked[row] = ratings.liked(row);
    }
    Columns all = columns;
    return new RankingTask(
        made.features(all, vectors),
        row -> made.values(row, all),
        vectors,
        new RankingTask.Rows(ratings.user(), liked, split));
  }

  /** Genres are fields already. */
  private List<String> vectorSources() {
    return setting.sources().stream().filter(source -> !source.equals("genres")).toList();
  }

  private List<Feature> features(Columns all, Map<String, VectorTable> vectors) {
    List<Feature> features = new ArrayList<>();
    features.add(Feature.category("user", Side.USER).unseen(UNSEEN));
    if (!split.newItems()) {
      features.add(Feature.category("item", Side.ITEM));
    }
    features.add(Feature.history("history", HISTORY, "item", "stars"));
    all.byName().keySet().forEach(name -> features.add(Feature.number(name, Side.PAIR)));
    if (setting.facts()) {
      features.addAll(FilmFacts.FEATURES);
    }
    vectors.forEach(
        (name, table) ->
            features.add(
                Feature.vector(
                    name, name.equals(Profiles.NAME) ? Side.USER : Side.ITEM, table.dimension())));
    return features;
  }

  private Features values(int row, Columns all) {
    Ratings ratings = data.ratings();
    String user = ratings.users().get(ratings.user()[row]);
    String item = ratings.items().get(ratings.item()[row]);
    Features.Builder values = Features.builder().text("user", user).text("item", item);
    values.history("history", history(row));
    all.byName().forEach((name, column) -> values.number(name, column[row]));
    vectorSources().forEach(source -> values.text(source, item));
    if (setting.profiles()) {
      values.text(Profiles.NAME, user);
    }
    Features own = values.build();
    return setting.facts()
        ? own.and(data.facts().film(ratings.item()[row]))
            .and(data.facts().viewer(ratings.user()[row]))
        : own;
  }

  private List<Event> history(int row) {
    Ratings ratings = data.ratings();
    List<Event> latest = new ArrayList<>();
    int from = starts[ratings.user()[row]];
    for (int at = row - 1; at >= from && latest.size() < HISTORY; at--) {
      if (split.remembers(at)) {
        String item = ratings.items().get(ratings.item()[at]);
        latest.add(Event.of(item, Integer.toString(ratings.stars()[at])));
      }
    }
    Collections.reverse(latest);
    return latest;
  }
}
