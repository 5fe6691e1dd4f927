package io.llmrec.examples.experiment;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.compute.Draws;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.eval.RankingMetrics;
import io.llmrec.core.index.Indexer;
import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.index.VectorTable;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.user.UserContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests whose truth is known: each has candidates of normally distributed relevance and
 * popularity, independent of each other, in the order of a weak ranker: relevance with twice as
 * much noise.
 */
final class SimulatedRequests {

  static final int CANDIDATES = 20;
  private static final int K = 10;
  private static final double WEAKNESS = 2;

  /** A request with its candidates in the incoming order. */
  record Case(String id, List<Candidate> candidates, Map<String, Integer> grades) {}

  private final List<Case> cases = new ArrayList<>();
  private final Map<String, Double> relevance = new HashMap<>();
  private final Map<String, Double> popularity = new HashMap<>();
  private final PreparedCatalog prepared;

  SimulatedRequests(int count, long seed) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Draws draws = Draws.of(seed, i);
      String id = seed + "-" + i;
      List<Candidate> candidates = new ArrayList<>();
      Map<String, Integer> grades = new HashMap<>();
      for (int c = 0; c < CANDIDATES; c++) {
        Item item = Item.of(id + "-" + c, "Item " + id + "-" + c);
        double worth = normal(draws);
        relevance.put(item.title(), worth);
        popularity.put(item.title(), normal(draws));
        candidates.add(Candidate.of(item, worth + WEAKNESS * normal(draws)));
        grades.put(item.id(), grade(worth));
        items.add(item);
      }
      candidates.sort(Comparator.comparingDouble(Candidate::score).reversed());
      cases.add(new Case(id, List.copyOf(candidates), grades));
    }
    VectorTable vectors =
        VectorTable.of(List.of(items.get(0).id()), List.of(Embedding.of(new float[] {1, 0})));
    prepared =
        new PreparedCatalog(
            Catalog.of(items), vectors, Indexer.exact().index(vectors, Path.of("unused")));
  }

  /** The best tenth, third and half of a normal distribution. */
  private static int grade(double worth) {
    return (worth > 1.28 ? 1 : 0) + (worth > 0.43 ? 1 : 0) + (worth > 0 ? 1 : 0);
  }

  private static double normal(Draws draws) {
    double u = ((draws.next() >>> 11) + 1) * 0x1p-53;
    double v = (draws.next() >>> 11) * 0x1p-53;
    return StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * v);
  }

  List<Case> cases() {
    return cases;
  }

  /** The relevance of an item by its title. */
  double relevance(String title) {
    return relevance.getOrDefault(title, 0.0);
  }

  /** The popularity of an item by its title: normal, and independent of its relevance. */
  double popularity(String title) {
    return popularity.getOrDefault(title, 0.0);
  }

  /** A fresh context; the user has no history. */
  StageContext context(Case each) {
    UserContext user = UserContext.of("user", List.of());
    return StageContext.of(
        RecommendationRequest.forUser(user).id(each.id()).limit(K).build(), prepared);
  }

  /** NDCG@10 of an order. */
  static double ndcg(Case each, List<Candidate> order) {
    return RankingMetrics.ndcg(order.stream().map(Candidate::id).toList(), each.grades(), K);
  }
}
