package io.llmrec.examples.experiment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.core.user.UserContext;
import io.llmrec.rank.llm.ListwiseOptions;
import io.llmrec.rank.llm.LlmReRanker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A language model that said something once, put behind the re-ranker that would have asked it: the
 * recorded words go through the same parser and guard as a live reply. For one thread.
 */
final class RecordedModel implements LanguageModel {

  /** A recorded answer names ten of twenty-five, which is all that was asked. */
  private static final double ENOUGH = 0.04;

  private final ReRanker reRanker;
  private String next = "";

  RecordedModel() {
    ListwiseOptions options =
        new ListwiseOptions(
            ListwiseOptions.DEFAULT.content().withMaxHistory(0),
            ListwiseOptions.DEFAULT.maxCandidates(),
            ListwiseOptions.DEFAULT.generation(),
            ENOUGH,
            ListwiseOptions.DEFAULT.minTime());
    reRanker = LlmReRanker.listwise(this, options);
  }

  @Override
  public Reply complete(Prompt prompt) {
    return Reply.of(next).by("recorded");
  }

  /**
   * What came of a reply.
   *
   * @param order the places of the candidates, from 0, in their new order
   * @param placed how many the reply named
   * @param fuzzy how many of these by a title not quite theirs
   * @param duplicate how often it named one again
   * @param invented what it named that is no candidate
   * @param degraded whether the reply was refused
   */
  record Ranked(
      List<Integer> order,
      long placed,
      long fuzzy,
      long duplicate,
      long invented,
      boolean degraded) {}

  /**
   * The candidates, called by their titles, as a reply orders them.
   *
   * @throws IllegalStateException when the re-ranker gives no permutation
   */
  Ranked rank(String requestId, List<String> titles, String reply) {
    next = reply;
    List<Candidate> candidates = new ArrayList<>();
    for (String title : titles) {
      candidates.add(Candidate.of(Item.of("c" + candidates.size(), title), -candidates.size()));
    }
    StageContext context =
        StageContext.of(
            RecommendationRequest.forUser(UserContext.cold("recorded")).id(requestId).build(),
            PreparedCatalog.withoutVectors(
                Catalog.of(candidates.stream().map(Candidate::item).toList())));
    List<Integer> order =
        reRanker.rerank(context, candidates).stream()
            .map(candidate -> Integer.parseInt(candidate.id().substring(1)))
            .toList();
    if (order.size() != titles.size() || new HashSet<>(order).size() != titles.size()) {
      throw new IllegalStateException(
          "request %s: no permutation of %d: %s".formatted(requestId, titles.size(), order));
    }
    return new Ranked(
        order,
        count(context, "placed"),
        count(context, "fuzzy"),
        count(context, "duplicate"),
        count(context, "invented"),
        context.degradation() != null);
  }

  private static long count(StageContext context, String name) {
    return context.counts().getOrDefault(name, 0L);
  }

  /** Titles as the JSON array that a model would have answered. */
  static String array(List<String> titles) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    titles.forEach(array::add);
    return array.toString();
  }
}
