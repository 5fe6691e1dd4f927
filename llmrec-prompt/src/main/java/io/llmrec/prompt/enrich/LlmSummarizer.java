package io.llmrec.prompt.enrich;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.prompt.PromptTemplate;

/**
 * Has a language model say in two or three sentences what an item is and whom it suits: the content
 * summarizer of GENRE (Liu et al., ONCE, WSDM 2024).
 *
 * <p>Safe for use by several threads when the model is. A reply is kept when it is a JSON object
 * with nothing but a text {@code summary} of at most {@value #MAX_CHARS} characters in which every
 * word with a digit is the item's own. How it asks, repairs, counts and fails is said at {@link
 * Enricher}.
 */
public final class LlmSummarizer extends ItemEnricher<LlmSummarizer.Answer> {

  /** The longest text that is kept, in code points. */
  public static final int MAX_CHARS = 800;

  /**
   * What the model answers.
   *
   * @param summary the text
   */
  public record Answer(String summary) {}

  private LlmSummarizer(TaskPrompts prompts, LanguageModel model, EnrichOptions options) {
    super(
        new EnrichTask<>(
            "summarize/1", prompts, Answer.class, ItemTask::input, LlmSummarizer::judge),
        model,
        options);
  }

  /** A summarizer with {@link EnrichOptions#DEFAULT} and the shipped prompts. */
  public static LlmSummarizer of(LanguageModel model) {
    return of(model, EnrichOptions.DEFAULT);
  }

  /** A summarizer with the shipped prompts. */
  public static LlmSummarizer of(LanguageModel model, EnrichOptions options) {
    return new LlmSummarizer(ItemTask.shipped("summarize"), model, options);
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
    return new LlmSummarizer(ItemTask.own(template), model, options);
  }

  private static Verdict judge(Item item, TaskInput input, Answer answer) {
    Verdict text = ItemTask.text(answer.summary(), MAX_CHARS);
    return text.kept() ? ItemTask.withItsNumbers(input, text) : text;
  }
}
