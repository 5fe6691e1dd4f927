package io.llmrec.prompt.enrich;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.enrich.Summarizer;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link Summarizer} that has a language model write about items: what all of them share. A
 * host's own extends it with its own {@link EnrichTask}.
 *
 * <p>Safe for use by several threads when the model is. How it asks, repairs, counts and fails is
 * said at {@link Enricher}.
 *
 * @param <T> the form of the reply
 */
public abstract class ItemEnricher<T extends Record> implements Summarizer, Fingerprinted {

  private final Enricher<Item, T> enricher;

  /** A task for a model. */
  protected ItemEnricher(EnrichTask<Item, T> task, LanguageModel model, EnrichOptions options) {
    enricher = new Enricher<>(task, model, options, ItemTask.PROBE);
  }

  /**
   * {@inheritDoc}
   *
   * @throws LlmException when the model fails in a way that would hit every item, or may pass
   */
  @Override
  public List<Optional<Enrichment>> summarize(List<Item> items) {
    return enricher.write(items);
  }

  /** As {@link #summarize}, with what the model answered beside each text. */
  public List<Optional<Enriched<T>>> ask(List<Item> items) {
    return enricher.ask(items);
  }

  /** How many items got no text since this was made. */
  public long rejected() {
    return enricher.rejected();
  }

  /** How many items got no text since this was made, by the kind of the last fault. */
  public Map<String, Long> refusals() {
    return enricher.refusals();
  }

  /** Follows the prompts, the options that change a reply, and the model. */
  @Override
  public String fingerprint() {
    return enricher.fingerprint();
  }
}
