package io.llmrec.prompt.enrich;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.enrich.Summarizer;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.prompt.PromptTemplate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has a language model say in two or three sentences what an item is and whom it suits: the content
 * summarizer of GENRE (Liu et al., ONCE, WSDM 2024).
 *
 * <p>Safe for use by several threads when the model is. One prompt per item, begun in the order of
 * the items. A reply is kept when it is a JSON object with nothing but a text {@code summary} of at
 * most {@value #MAX_CHARS} characters in which every word with a digit is the item's own; otherwise
 * the item's place is empty, which is logged and counted.
 *
 * <p>When the model fails: a retryable failure is thrown at once, for retrying is a wrapper around
 * the model and a preparation can be resumed. After a permanent one a plain probe item is asked:
 * when that fails too the failure would hit every item and is thrown, otherwise the place is empty.
 */
public final class LlmSummarizer implements Summarizer, Fingerprinted {

  /** The longest text that is kept, in code points. */
  public static final int MAX_CHARS = 800;

  private static final ItemWriter.Task TASK =
      new ItemWriter.Task("summarize/1", "summary", MAX_CHARS, LlmSummarizer::refuse);

  private final ItemWriter writer;

  private LlmSummarizer(ItemWriter writer) {
    this.writer = writer;
  }

  /** A summarizer with {@link EnrichOptions#DEFAULT} and the shipped prompts. */
  public static LlmSummarizer of(LanguageModel model) {
    return of(model, EnrichOptions.DEFAULT);
  }

  /** A summarizer with the shipped prompts. */
  public static LlmSummarizer of(LanguageModel model, EnrichOptions options) {
    return new LlmSummarizer(new ItemWriter(TASK, model, options, Templates.shipped("summarize")));
  }

  /**
   * A summarizer with the host's own prompt, for all languages.
   *
   * @param template takes one value, {@code item}, and asks for an object with the field {@code
   *     summary}
   * @throws IllegalArgumentException when the template takes other values
   */
  public static LlmSummarizer of(
      LanguageModel model, EnrichOptions options, PromptTemplate template) {
    return new LlmSummarizer(new ItemWriter(TASK, model, options, Templates.own(template)));
  }

  /**
   * {@inheritDoc}
   *
   * @throws LlmException when the model fails in a way that would hit every item, or may pass
   */
  @Override
  public List<Optional<Enrichment>> summarize(List<Item> items) {
    return writer.write(items);
  }

  /** How many items got no text since this was made. */
  public long rejected() {
    return writer.rejected();
  }

  /** Follows the prompts, the options that change a reply, and the model. */
  @Override
  public String fingerprint() {
    return writer.fingerprint();
  }

  private static @Nullable String refuse(ItemFacts facts, String text) {
    String invented = new Fidelity(facts.texts()).firstInventedNumber(text);
    return invented == null ? null : "'" + invented + "' is not in the item";
  }
}
