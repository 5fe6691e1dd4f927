package io.llmrec.rank.recall;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.recall.Fusion;
import io.llmrec.core.recall.Fusion.Recalled;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.request.StageContext;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.structured.Description;
import io.llmrec.rank.ask.PromptData;
import io.llmrec.rank.ask.QuestionOptions;
import io.llmrec.rank.ask.StageQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** See {@link LlmRecaller#queries}. */
final class QueryRecaller implements Recaller {

  private static final int MAX_QUERY = 200;

  private final StageQuestion<Queries> question;
  private final QuerySearch search;
  private final int count;
  private final int limit;
  private final QuestionOptions options;

  /** What the model answers. */
  record Queries(@Description("search queries, the most promising first") List<String> queries) {}

  QueryRecaller(
      LanguageModel model, QuerySearch search, int count, int limit, QuestionOptions options) {
    this.question =
        new StageQuestion<>(
            "queries", QueryRecaller.class, "queries", model, Queries.class, options);
    this.search = search;
    this.count = count;
    this.limit = limit;
    this.options = options;
  }

  @Override
  public List<Candidate> recall(StageContext context) {
    List<String> history = PromptData.history(context, options);
    Map<String, String> values =
        Map.of(
            "boundary", PromptData.boundary(context, "queries"),
            "history", PromptData.array(history),
            "situation", PromptData.array(situation(context)),
            "count", Integer.toString(count));
    List<String> queries =
        question
            .ask(context, values, Language.guess(String.join("\n", history)))
            .map(answer -> clean(answer.queries()))
            .orElse(List.of());
    if (queries.isEmpty()) {
      return List.of();
    }
    context.count("queries", queries.size());
    List<List<Candidate>> found;
    try {
      found = search.search(context, queries, limit);
    } catch (LlmException e) {
      context.degrade("queries: the search failed: " + e.getMessage());
      return List.of();
    }
    List<Recalled> lists = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      // By number and not by its words: sources are shown, and nothing the model wrote may be.
      lists.add(new Recalled("query " + (i + 1), found.get(i)));
    }
    return Fusion.reciprocalRank().fuse(lists).stream().limit(limit).toList();
  }

  private static List<String> situation(StageContext context) {
    return context.request().situation().entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .toList();
  }

  private List<String> clean(List<String> queries) {
    return queries.stream()
        .map(query -> UntrustedText.clean(query, MAX_QUERY))
        .filter(query -> !query.isEmpty())
        .distinct()
        .limit(count)
        .toList();
  }

  @Override
  public String toString() {
    return "queries(count=%d, limit=%d)".formatted(count, limit);
  }
}
