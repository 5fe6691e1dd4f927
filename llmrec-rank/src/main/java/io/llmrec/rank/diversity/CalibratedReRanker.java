package io.llmrec.rank.diversity;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** See {@link DiversityReRanker#calibrated(CalibratedOptions)}. */
final class CalibratedReRanker implements ReRanker {

  /** An item of the history counts half as much as the one so many items later. */
  private static final double HALF_LIFE_ITEMS = 10;

  private final CalibratedOptions options;

  CalibratedReRanker(CalibratedOptions options) {
    this.options = options;
  }

  @Override
  public List<Candidate> rerank(StageContext context, List<Candidate> candidates) {
    if (candidates.size() < 2) {
      return List.copyOf(candidates);
    }
    Map<String, Double> wanted = tastes(context);
    if (wanted.isEmpty()) {
      context.degrade("calibrated: no item of the user's history has a category");
      return List.copyOf(candidates);
    }
    List<List<String>> categories =
        candidates.stream().map(candidate -> candidate.item().categories()).toList();
    long without = categories.stream().filter(List::isEmpty).count();
    if (without > 0) {
      context.count("uncategorised", without);
    }
    double[] relevance = VectorReRanking.relevance(candidates);
    int[] order =
        new CalibratedSelection(wanted, categories, options.lambda())
            .order(relevance, options.top());
    return Arrays.stream(order).mapToObj(candidates::get).toList();
  }

  /** The weights of the categories in the history; empty where it has none. */
  private Map<String, Double> tastes(StageContext context) {
    Map<String, Double> weights = new LinkedHashMap<>();
    List<String> recent = context.request().user().recentItems(options.maxHistory());
    for (int age = 0; age < recent.size(); age++) {
      Item item = context.prepared().catalog().find(recent.get(age));
      if (item != null) {
        double weight = StrictMath.pow(0.5, age / HALF_LIFE_ITEMS) / item.categories().size();
        item.categories().forEach(category -> weights.merge(category, weight, Double::sum));
      }
    }
    return weights;
  }

  @Override
  public String toString() {
    return "calibrated(lambda=%s, top=%d)".formatted(options.lambda(), options.top());
  }
}
