package io.llmrec.rank.coarse;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.rank.ask.GroupChoice;
import io.llmrec.rank.ask.QuestionOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A re-ranker that lets a language model choose groups of candidates: those of the chosen groups
 * come first, the others behind them, both in the incoming order, which is that of their scores.
 *
 * <p>Without an answer the incoming order stays and the stage is marked as degraded. The model is
 * not asked when all candidates are in one group. Candidates without a group are counted as {@code
 * ungrouped} and stay behind. As safe for use by several threads as the model.
 */
public final class CoarseReRanker implements ReRanker {

  private final String name;
  private final GroupChoice choice;
  private final Function<Item, String> group;

  private CoarseReRanker(
      String name,
      LanguageModel model,
      Function<Item, String> group,
      int most,
      QuestionOptions options) {
    this.name = name;
    this.choice = new GroupChoice(name, model, most, options);
    this.group = group;
  }

  /**
   * By leaf category.
   *
   * @param most how many categories the model may choose, at least 1
   */
  public static ReRanker byCategory(LanguageModel model, int most, QuestionOptions options) {
    return new CoarseReRanker("coarse categories", model, Item::leafCategory, most, options);
  }

  /**
   * By clusters of vectors, which the model knows by the titles in their middle.
   *
   * @param most how many clusters the model may choose, at least 1
   */
  public static ReRanker byCluster(
      LanguageModel model, ItemClusters clusters, int most, QuestionOptions options) {
    return new CoarseReRanker(
        "coarse clusters", model, item -> clusters.nameOf(item.id()), most, options);
  }

  @Override
  public List<Candidate> rerank(StageContext context, List<Candidate> candidates) {
    Map<String, List<Candidate>> groups = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      String key = group.apply(candidate.item());
      if (key.isEmpty()) {
        context.count("ungrouped", 1);
      } else {
        groups.computeIfAbsent(key, name -> new ArrayList<>()).add(candidate);
      }
    }
    List<String> names = groups.keySet().stream().limit(GroupChoice.MAX_GROUPS).toList();
    if (names.size() < 2) {
      return List.copyOf(candidates);
    }
    Set<String> chosen = new HashSet<>();
    for (int place : choice.choose(context, names)) {
      chosen.add(names.get(place));
    }
    List<Candidate> order = new ArrayList<>(candidates.size());
    List<Candidate> behind = new ArrayList<>();
    for (Candidate candidate : candidates) {
      (chosen.contains(group.apply(candidate.item())) ? order : behind).add(candidate);
    }
    order.addAll(behind);
    return order;
  }

  @Override
  public String toString() {
    return name;
  }
}
