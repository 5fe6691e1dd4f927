package io.llmrec.prompt.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.enrich.Provenance;
import io.llmrec.core.enrich.Summarizer;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.prompt.JsonReply;
import io.llmrec.prompt.StrictJson;
import io.llmrec.prompt.enrich.RefusalListener;
import java.util.List;
import java.util.Optional;

/**
 * A summarizer with one call for each item, and one more after a failure that will stay: whether it
 * is the item's own.
 */
record Writer(LanguageModel model) implements Summarizer {

  @Override
  public List<Optional<Enrichment>> summarize(List<Item> items) {
    return items.stream().map(this::write).toList();
  }

  private Optional<Enrichment> write(Item item) {
    Prompt prompt = prompt(item);
    Reply reply;
    try {
      reply = model.complete(prompt);
    } catch (LlmException e) {
      if (e.retryable() || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      probe(e);
      return refuse(item, String.valueOf(e.getMessage()));
    }
    String text = JsonReply.object(reply.text()).map(o -> o.path("summary").asText()).orElse("");
    if (text.isEmpty()) {
      return refuse(item, "no summary");
    }
    if (text.contains("500 ml")) {
      return refuse(item, "'500 ml' is not in the item");
    }
    Provenance from =
        new Provenance(reply.model(), prompt.hash(), Fingerprint.of(prompt.text()), Jobs.NOW);
    return Optional.of(new Enrichment(text, from));
  }

  private void probe(LlmException failure) {
    try {
      model.complete(prompt(Item.of("probe", "Cup")));
    } catch (LlmException e) {
      throw failure;
    }
  }

  private Optional<Enrichment> refuse(Item item, String reason) {
    if (model instanceof RefusalListener listener) {
      listener.onRefused(item.id(), reason);
    }
    return Optional.empty();
  }

  private static Prompt prompt(Item item) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("title", item.title());
    item.categories().forEach(category -> json.put("category", category));
    item.attributes().forEach(json::put);
    return Prompt.of("Say what this is.", StrictJson.write(json))
        .with(GenerationOptions.DEFAULT.withMaxTokens(256));
  }
}
