package io.llmrec.rank.llm;

import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.rank.aggregate.Aggregation;
import io.llmrec.rank.aggregate.BalancedOrders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Ranks a list several times, shown in balanced orders, and joins the rankings. */
final class RoundsMethod implements RankingMethod {

  private final RankingMethod each;
  private final int rounds;
  private final Aggregation aggregation;

  RoundsMethod(RankingMethod each, int rounds, Aggregation aggregation) {
    this.each = each;
    this.rounds = rounds;
    this.aggregation = aggregation;
  }

  @Override
  public String name() {
    return each.name();
  }

  @Override
  public int mostShown() {
    return each.mostShown();
  }

  @Override
  public Ranking rank(Asker asker, Scene scene, int[] shown) {
    List<int[]> orders = BalancedOrders.draw(seed(scene, shown), shown.length, rounds);
    Ranking[] rankings = new Ranking[rounds];
    asker.all(
        rounds,
        round -> {
          int[] places = IntStream.of(orders.get(round)).map(slot -> shown[slot]).toArray();
          rankings[round] = each.rank(asker, scene, places);
        });
    int[] slots = new int[scene.count()];
    for (int slot = 0; slot < shown.length; slot++) {
      slots[shown[slot]] = slot;
    }
    List<int[]> placed = new ArrayList<>();
    for (Ranking ranking : rankings) {
      if (ranking.placed() > 0) {
        placed.add(
            Arrays.stream(ranking.order())
                .limit(ranking.placed())
                .map(place -> slots[place])
                .toArray());
      }
    }
    asker.context().count("rounds", placed.size());
    if (placed.isEmpty()) {
      return Ranking.none(shown);
    }
    int[] order = aggregation.order(shown.length, placed);
    return Ranking.of(IntStream.of(order).map(slot -> shown[slot]).toArray());
  }

  private static long seed(Scene scene, int[] shown) {
    Fingerprint seed = new Fingerprint().add("rounds").add(scene.requestId());
    IntStream.of(shown).forEach(place -> seed.add(scene.id(place)));
    return Labels.number(seed.hex());
  }

  @Override
  public RankingCost cost(Scene scene, int[] shown, CostBasis basis) {
    RankingCost one = each.cost(scene, shown, new CostBasis(basis.options(), 1, basis.limit()));
    return one.times(rounds, Math.min(rounds, basis.concurrency()));
  }
}
