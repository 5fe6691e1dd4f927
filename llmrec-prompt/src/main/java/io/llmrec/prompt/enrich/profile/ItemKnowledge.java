package io.llmrec.prompt.enrich.profile;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.enrich.EnrichOptions;
import io.llmrec.prompt.enrich.EnrichTask;
import io.llmrec.prompt.enrich.ItemEnricher;
import io.llmrec.prompt.enrich.ItemFacts;
import io.llmrec.prompt.enrich.TaskInput;
import io.llmrec.prompt.enrich.TaskPrompts;
import java.util.List;
import java.util.Map;

/**
 * Has a language model tell what it knows of an item, factor by factor: KAR's factual knowledge. No
 * user is in the prompt.
 *
 * <p>Safe for use by several threads when the model is. A reply is kept when it is a JSON object
 * with nothing but a list {@code facts} of factor and text, each factor one of the host's and at
 * most once, each text of at most 400 characters. The text has a line for each factor. What the
 * model knows is not in the catalog and cannot be checked against it: the text is a feature for an
 * encoder, never to be shown. How it asks, repairs, counts and fails is said at {@link
 * io.llmrec.prompt.enrich.Enricher}.
 */
public final class ItemKnowledge extends ItemEnricher<ItemKnowledge.Answer> {

  /**
   * What the model answers.
   *
   * @param facts a text for each factor it knows something of
   */
  public record Answer(List<FactorText> facts) {}

  private ItemKnowledge(
      LanguageModel model, Factors factors, ClosedList names, EnrichOptions options) {
    super(
        new EnrichTask<>(
            "item-knowledge/1 " + factors,
            TaskPrompts.shipped(ItemKnowledge.class, "item_knowledge"),
            Answer.class,
            item -> input(item, factors, names),
            (item, input, answer) -> FactorTexts.judge(names, answer.facts())),
        model,
        options);
  }

  /** A writer with replies of up to 1,024 tokens. */
  public static ItemKnowledge of(LanguageModel model, Factors factors) {
    return of(model, factors, EnrichOptions.DEFAULT.withMaxTokens(1024));
  }

  /** A writer. */
  public static ItemKnowledge of(LanguageModel model, Factors factors, EnrichOptions options) {
    return new ItemKnowledge(model, factors, new ClosedList("factors", factors.names()), options);
  }

  private static TaskInput input(Item item, Factors factors, ClosedList names) {
    ItemFacts facts = ItemFacts.of(item);
    return new TaskInput(
        item.id(),
        Language.guess(item.title()),
        Map.of("item", facts.json(), "scenario", factors.scenario(), "factors", names.json()),
        facts.texts());
  }
}
