package io.llmrec.prompt.enrich;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.enrich.Summarizer;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.testing.SummarizerContract;
import io.llmrec.prompt.JsonReply;
import io.llmrec.prompt.StrictJson;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The summarizers keep core's contract. */
class EnrichContractTest {

  /** Answers with the title it is given. */
  private static LanguageModel echo(String field) {
    return prompt -> {
      String user = prompt.messages().get(1).text();
      String title =
          JsonReply.object(user.lines().findFirst().orElse(""))
              .map(item -> item.path("title").asText())
              .orElse(Item.class.getName());
      return Reply.of("{\"" + field + "\": " + StrictJson.quote(title) + "}");
    };
  }

  @Nested
  class OfLlmSummarizer implements SummarizerContract {
    @Override
    public Summarizer summarizer() {
      return LlmSummarizer.of(echo("summary"));
    }
  }

  @Nested
  class OfTitleCleaner implements SummarizerContract {
    @Override
    public Summarizer summarizer() {
      return TitleCleaner.of(echo("title"));
    }
  }

  @Nested
  class OfStatementWriter implements SummarizerContract {
    @Override
    public Summarizer summarizer() {
      return StatementWriter.of(echo("statement"));
    }
  }

  @Nested
  class OfProductDescriber implements SummarizerContract {
    @Override
    public Summarizer summarizer() {
      return ProductDescriber.of(
          prompt ->
              Reply.of(
                  prompt.messages().get(3).text().contains("Gloves")
                      ? "{\"description\": \"This item is Gloves\"}"
                      : "{\"description\": \"This item is a Sample\"}"));
    }
  }

  @Nested
  class OfAttributeCompleter implements SummarizerContract {
    @Override
    public Summarizer summarizer() {
      return AttributeCompleter.of(
          prompt ->
              Reply.of(
                  "{\"attributes\": [{\"name\": \"use\", \"value\": \"cycling\","
                      + " \"quote\": \"cycling gloves\"}]}"),
          List.of(AttributeSpec.free("use", "")));
    }
  }
}
