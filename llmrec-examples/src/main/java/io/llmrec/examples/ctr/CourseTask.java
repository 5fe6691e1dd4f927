package io.llmrec.examples.ctr;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.VectorTable;
import io.llmrec.embed.adaptor.LinearMap;
import io.llmrec.rank.feature.Event;
import io.llmrec.rank.feature.Feature;
import io.llmrec.rank.feature.Features;
import io.llmrec.rank.feature.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@link RankingTask} of new courses: which of some courses a user takes, by the user, the other
 * courses taken, and what texts say.
 */
final class CourseTask {

  private static final int HISTORY = 20;

  private final Ratings ratings;
  private final CtrSplit split;
  private final List<List<Integer>> taken = new ArrayList<>();

  private CourseTask(CourseData.Sampled sampled) {
    this.ratings = sampled.ratings();
    this.split = sampled.split();
    int[] starts = ratings.starts();
    for (int user = 0; user + 1 < starts.length; user++) {
      List<Integer> own = new ArrayList<>();
      for (int row = starts[user]; row < starts[user + 1]; row++) {
        if (split.train(row) && ratings.liked(row)) {
          own.add(ratings.item()[row]);
        }
      }
      taken.add(own);
    }
  }

  /**
   * The task.
   *
   * @param spaces what is said about the courses
   */
  static RankingTask of(CourseData.Sampled sampled, List<TextSpace> spaces) {
    CourseTask made = new CourseTask(sampled);
    Ratings ratings = sampled.ratings();
    CtrSplit split = sampled.split();
    List<Feature> features =
        new ArrayList<>(
            List.of(
                Feature.category("user", Side.USER), Feature.history("history", HISTORY, "item")));
    Columns columns = new Columns(Map.of());
    Map<String, VectorTable> tables = new LinkedHashMap<>();
    FoldedFactors folded =
        FoldedFactors.byItem(ratings, split, FoldedFactors.whole(ratings, split));
    for (TextSpace space : spaces) {
      columns = columns.and(TextColumns.of(folded, space));
      for (String name : TextColumns.names(space.name())) {
        features.add(Feature.number(name, Side.PAIR));
      }
      VectorTable table = table(ratings.items(), space);
      features.add(Feature.vector(space.name(), Side.ITEM, table.dimension()));
      tables.put(space.name(), table);
    }
    boolean[] positive = new boolean[ratings.size()];
    for (int row = 0; row < positive.length; row++) {
      positive[row] = ratings.liked(row);
    }
    Columns all = columns;
    return new RankingTask(
        features,
        row -> made.values(row, all, tables.keySet()),
        tables,
        new RankingTask.Rows(ratings.user(), positive, split));
  }

  private static VectorTable table(List<String> ids, TextSpace space) {
    List<Embedding> vectors = Arrays.stream(space.vectors()).map(Embedding::of).toList();
    LinearMap map = FilmData.whitening(vectors);
    return VectorTable.of(ids, vectors.stream().map(map::apply).toList());
  }

  private Features values(int row, Columns columns, Iterable<String> sources) {
    int user = ratings.user()[row];
    String item = ratings.items().get(ratings.item()[row]);
    Features.Builder values = Features.builder().text("user", ratings.users().get(user));
    values.history("history", others(user, ratings.item()[row]));
    columns.byName().forEach((name, column) -> values.number(name, column[row]));
    sources.forEach(source -> values.text(source, item));
    return values.build();
  }

  /** The last courses of the user in training, but for the one that is asked about. */
  private List<Event> others(int user, int asked) {
    List<Integer> own = taken.get(user);
    List<Event> others = new ArrayList<>();
    for (int i = own.size() - 1; i >= 0 && others.size() < HISTORY; i--) {
      if (own.get(i) != asked) {
        others.add(Event.of(ratings.items().get(own.get(i))));
      }
    }
    return others;
  }
}
