package io.llmrec.prompt.enrich;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.prompt.PromptTemplate;

/**
 * Has a language model say in one short statement what an item is about, in place of a title that
 * hides it: the news and film summarizer of GENRE (Liu et al., ONCE, WSDM 2024), which asks for at
 * most 20 tokens.
 *
 * <p>Safe for use by several threads when the model is. A reply is kept when it is a JSON object
 * with nothing but a text {@code statement} of at most {@value #MAX_CHARS} characters in which
 * every word with a digit is the item's own. How it asks, repairs, counts and fails is said at
 * {@link Enricher}.
 */
public final class StatementWriter extends ItemEnricher<StatementWriter.Answer> {

  /** The longest statement that is kept, in code points. */
  public static final int MAX_CHARS = 160;

  /**
   * What the model answers.
   *
   * @param statement the text
   */
  public record Answer(String statement) {}

  private StatementWriter(TaskPrompts prompts, LanguageModel model, EnrichOptions options) {
    super(
        new EnrichTask<>(
            "statement/1", prompts, Answer.class, ItemTask::input, StatementWriter::judge),
        model,
        options);
  }

  /** A writer with {@link EnrichOptions#DEFAULT} and the shipped prompts. */
  public static StatementWriter of(LanguageModel model) {
    return of(model, EnrichOptions.DEFAULT);
  }

  /** A writer with the shipped prompts. */
  public static StatementWriter of(LanguageModel model, EnrichOptions options) {
    return new StatementWriter(ItemTask.shipped("statement"), model, options);
  }

  /**
   * A writer with the host's own prompt, for all languages.
   *
   * @param template takes one value, {@code item}, and asks for an object with the field {@code
   *     statement}
   * @throws IllegalArgumentException when the template takes other values
   */
  public static StatementWriter of(
      LanguageModel model, EnrichOptions options, PromptTemplate template) {
    return new StatementWriter(ItemTask.own(template), model, options);
  }

  private static Verdict judge(Item item, TaskInput input, Answer answer) {
    Verdict text = ItemTask.text(answer.statement(), MAX_CHARS);
    return text.kept() ? ItemTask.withItsNumbers(input, text) : text;
  }
}
