package io.llmrec.examples;

import io.llmrec.core.Pipeline;
import io.llmrec.core.Progress;
import io.llmrec.core.RecommendationResult;
import io.llmrec.core.Recommender;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.user.UserContext;
import io.llmrec.embed.lexical.LexicalEncoder;
import io.llmrec.prompt.enrich.LlmSummarizer;
import io.llmrec.rank.llm.LlmReRanker;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** The shortest complete pipeline: the host's own client is one lambda. */
public final class TenLines {

  private TenLines() {}

  /**
   * Summaries, vectors, recall and an LLM's order for one user.
   *
   * @param client the host's way to ask its model: a question in, an answer out
   */
  static RecommendationResult recommend(
      Catalog catalog, UserContext user, UnaryOperator<String> client, Path workspace) {
    LanguageModel model = prompt -> Reply.of(client.apply(prompt.text()));
    Pipeline pipeline =
        Pipeline.over(catalog)
            .enrich(LlmSummarizer.of(model))
            .encodeFitted(LexicalEncoder.trainer(ItemText.everything()))
            .recall(Recaller.nearest(200))
            .reRank(LlmReRanker.listwise(model), 20)
            .build();
    try (Recommender recommender = pipeline.prepare(workspace, Progress.none())) {
      return recommender.recommend(RecommendationRequest.forUser(user).limit(10).build());
    }
  }
}
