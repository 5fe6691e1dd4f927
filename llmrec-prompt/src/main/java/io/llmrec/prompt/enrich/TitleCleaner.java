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
 * Has a language model rewrite a noisy title as brand, product type and key attributes, and keeps
 * only what the item really says.
 *
 * <p>Safe for use by several threads when the model is. One prompt per item, begun in the order of
 * the items. A reply is kept when it is a JSON object with nothing but a text {@code title} of at
 * most {@value #MAX_CHARS} characters, put on one line, in which every word, number, unit and model
 * name occurs in the item's title, categories or attributes; otherwise the item's place is empty,
 * which is logged and counted. A word compares as a whole, without regard to case and to full or
 * half width; Chinese text by pieces of two or more characters.
 *
 * <p>When the model fails: a retryable failure is thrown at once, for retrying is a wrapper around
 * the model and a preparation can be resumed. After a permanent one a plain probe item is asked:
 * when that fails too the failure would hit every item and is thrown, otherwise the place is empty.
 */
public final class TitleCleaner implements Summarizer, Fingerprinted {

  /** The longest title that is kept, in code points. */
  public static final int MAX_CHARS = 120;

  private static final ItemWriter.Task TASK =
      new ItemWriter.Task("clean-title/1", "title", MAX_CHARS, TitleCleaner::refuse);

  private final ItemWriter writer;

  private TitleCleaner(ItemWriter writer) {
    this.writer = writer;
  }

  /** A cleaner with {@link EnrichOptions#DEFAULT} and the shipped prompts. */
  public static TitleCleaner of(LanguageModel model) {
    return of(model, EnrichOptions.DEFAULT);
  }

  /** A cleaner with the shipped prompts. */
  public static TitleCleaner of(LanguageModel model, EnrichOptions options) {
    return new TitleCleaner(new ItemWriter(TASK, model, options, Templates.shipped("clean_title")));
  }

  /**
   * A cleaner with the host's own prompt, for all languages.
   *
   * @param template takes one value, {@code item}, and asks for an object with the field {@code
   *     title}
   * @throws IllegalArgumentException when the template takes other values
   */
  public static TitleCleaner of(
      LanguageModel model, EnrichOptions options, PromptTemplate template) {
    return new TitleCleaner(new ItemWriter(TASK, model, options, Templates.own(template)));
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

  /** How many items got no clean title since this was made. */
  public long rejected() {
    return writer.rejected();
  }

  /** Follows the prompts, the options that change a reply, and the model. */
  @Override
  public String fingerprint() {
    return writer.fingerprint();
  }

  private static @Nullable String refuse(ItemFacts facts, String text) {
    String invented = new Fidelity(facts.texts()).firstInvented(text);
    return invented == null ? null : "'" + invented + "' is not in the item";
  }
}
