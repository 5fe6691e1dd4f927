package io.llmrec.examples;

import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import io.llmrec.core.rank.Ranker;
import java.io.IOException;
import java.util.List;

/** How a host plugs in what it has: a model client, an embedding service, a scorer. */
final class OwnParts {

  private OwnParts() {}

  /** A host's client of some model. */
  interface OurClient {
    /** An answer with its cost. */
    record Answer(String text, long tokensIn, long tokensOut) {}

    Answer chat(String question, int maxTokens) throws IOException;
  }

  /** A host's embedding service. */
  interface OurEmbeddings {
    List<float[]> embed(List<String> texts);
  }

  /** A host's trained scorer. */
  interface OurModel {
    double score(String userId, String itemId);
  }

  static LanguageModel model(OurClient client) {
    return prompt -> {
      GenerationOptions options = prompt.options();
      try {
        OurClient.Answer answer = client.chat(prompt.text(), options.maxTokens());
        return Reply.of(answer.text())
            .by("our-model-7b")
            .with(Usage.ofTokens(answer.tokensIn(), answer.tokensOut()));
      } catch (IOException e) {
        throw LlmException.retryable("our model did not answer", e);
      }
    };
  }

  static ItemEncoder encoder(OurEmbeddings service) {
    return ItemEncoder.of(
        texts -> service.embed(texts).stream().map(Embedding::of).toList(), ItemText.everything());
  }

  static Ranker ranker(OurModel ours) {
    return (context, candidates) ->
        candidates.stream()
            .mapToDouble(candidate -> ours.score(context.request().user().id(), candidate.id()))
            .toArray();
  }
}
