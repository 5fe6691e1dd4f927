package io.llmrec.prompt.chat.tool;

import io.llmrec.core.Recommendation;
import io.llmrec.prompt.chat.catalog.ChatCatalog;
import io.llmrec.prompt.chat.filter.Filter;
import io.llmrec.prompt.chat.plan.Plan.ToolCall;
import io.llmrec.prompt.chat.search.BestRows;
import io.llmrec.prompt.chat.search.WordIndex.Hit;
import io.llmrec.prompt.chat.state.Step;
import io.llmrec.prompt.chat.state.Wish;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

/** Puts candidates in order: by wishes, by popularity, by a field, by the recommender. */
final class Ranking {

  private static final int MAX_ORDER = 200;
  private static final int FOUND = 300;
  private static final List<String> ORDERS = List.of("ascending", "descending");

  private final RecommendCall recommender;

  Ranking(RecommendCall recommender) {
    this.recommender = recommender;
  }

  String rank(Workbench bench, ToolCall call) {
    ToolInput input = new ToolInput(call.input(), Set.of("by", "order"));
    String by = input.text("by");
    String order = input.choice("order", ORDERS);
    return switch (by) {
      case "preference" -> byPreference(bench);
      case "popularity" -> byPopularity(bench);
      default -> byField(bench, by, order.equals(ORDERS.get(0)) ? -1 : 1);
    };
  }

  String byPopularity(Workbench bench) {
    List<Integer> rows = bench.catalog().mostPopular(bench.rows(), new BitSet(), MAX_ORDER);
    return order(bench, "popularity", rows);
  }

  /**
   * Every wish gives up to 1: to what passes its filter, or by words in proportion to the best
   * match. Without such wishes the recommender decides.
   */
  String byPreference(Workbench bench) {
    List<Wish> wishes =
        bench.state().activeWishes().stream().filter(w -> w.kind() == Wish.Kind.PREFER).toList();
    if (wishes.isEmpty()) {
      return byRecommender(bench, MAX_ORDER);
    }
    return order(bench, "preference", byWishes(bench.catalog(), wishes, bench.rows(), MAX_ORDER));
  }

  /** The rows that suit wishes best; of equal ones the more popular first. */
  private static List<Integer> byWishes(
      ChatCatalog catalog, List<Wish> wishes, BitSet rows, int limit) {
    float[] scores = new float[catalog.size()];
    BitSet touched = new BitSet(catalog.size());
    for (Wish wish : wishes) {
      Filter filter = wish.filter();
      if (filter == null) {
        addWords(catalog, wish.text(), rows, scores, touched);
      } else {
        BitSet passing = catalog.fields().select(filter);
        passing.and(rows);
        passing.stream().forEach(row -> scores[row]++);
        touched.or(passing);
      }
    }
    double most = catalog.greatestPopularity();
    BestRows best = new BestRows(limit);
    touched.stream()
        .forEach(
            row ->
                best.offer(
                    row, scores[row] + (most > 0 ? 0.01 * catalog.popularity(row) / most : 0)));
    return best.hits().stream().map(Hit::row).toList();
  }

  private static void addWords(
      ChatCatalog catalog, String text, BitSet rows, float[] scores, BitSet touched) {
    List<Hit> hits = catalog.words().search(text, rows, FOUND);
    for (Hit hit : hits) {
      scores[hit.row()] += (float) (hit.score() / hits.get(0).score());
      touched.set(hit.row());
    }
  }

  private String byField(Workbench bench, String field, int sign) {
    BestRows best = new BestRows(MAX_ORDER);
    IntToDoubleFunction values = bench.catalog().fields().values(field);
    bench.rows().stream()
        .forEach(
            row -> {
              double value = values.applyAsDouble(row);
              if (!Double.isNaN(value)) {
                best.offer(row, sign * value);
              }
            });
    return order(bench, field, best.hits().stream().map(Hit::row).toList());
  }

  /** What the recommender says; where it knows none of the candidates, popularity. */
  String byRecommender(Workbench bench, int limit) {
    List<Integer> rows = new ArrayList<>();
    for (Recommendation item : recommender.recommend(bench.state(), bench.rows(), limit)) {
      int row = bench.catalog().row(item.item().id());
      if (row >= 0 && bench.isCandidate(row)) {
        rows.add(row);
        bench.explain(row, item.reason().text());
      }
    }
    return rows.isEmpty() ? byPopularity(bench) : order(bench, "recommender", rows);
  }

  private static String order(Workbench bench, String by, List<Integer> rows) {
    bench.add(Step.of(Step.Kind.ORDER, Toolbox.cut(by), bench.ids(rows), bench.state().turn()));
    return "sorted by %s; %s".formatted(by, Toolbox.left(bench));
  }
}
