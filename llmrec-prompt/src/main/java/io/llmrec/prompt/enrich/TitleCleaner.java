package io.llmrec.prompt.enrich;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.ScoringLanguageModel;
import io.llmrec.prompt.PromptTemplate;
import org.jspecify.annotations.Nullable;

/**
 * Has a language model rewrite a noisy title as brand, product type and key attributes, and keeps
 * only a rewrite that says what the item says and loses nothing that matters.
 *
 * <p>Safe for use by several threads when the models are. A reply is kept when it is a JSON object
 * with nothing but a text {@code title} of at most {@value #MAX_CHARS} characters, put on one line,
 * such that
 *
 * <ul>
 *   <li>every word, number, unit and model name in it occurs in the item's title, categories or
 *       attributes; a word compares as a whole, without regard to case and to full or half width,
 *       Chinese text by pieces of two or more characters;
 *   <li>model names, sizes with their units and negations of the title are all there, and the brand
 *       when the title names it (attribute {@code brand} or {@code 品牌}), unless {@link
 *       #allowingOmissions};
 *   <li>with {@link #moreFluentBy}, a scoring model finds it more likely per token than the title.
 * </ul>
 *
 * Otherwise the item's place is empty, the title stays as it is, and {@link #refusals} counts why.
 * How it asks, repairs and fails is said at {@link Enricher}.
 */
public final class TitleCleaner extends ItemEnricher<TitleCleaner.Answer> {

  /** The longest title that is kept, in code points. */
  public static final int MAX_CHARS = 120;

  /**
   * What the model answers.
   *
   * @param title the rewrite
   */
  public record Answer(String title) {}

  /** What a rewrite may leave out. */
  private enum Omissions {
    REFUSED,
    ALLOWED
  }

  /** How rewrites are judged. */
  private record Rules(Omissions omissions, TitleFluency fluency) {

    String name() {
      return "clean-title/2"
          + (omissions == Omissions.ALLOWED ? "+omissions" : "")
          + (fluency.isMeasured() ? "+fluency" : "");
    }
  }

  private final TaskPrompts prompts;
  private final LanguageModel model;
  private final EnrichOptions options;
  private final Rules rules;

  private TitleCleaner(
      TaskPrompts prompts, LanguageModel model, EnrichOptions options, Rules rules) {
    super(
        new EnrichTask<>(
            rules.name(),
            prompts,
            Answer.class,
            ItemTask::input,
            (item, input, answer) -> judge(item, input, answer, rules)),
        model,
        options);
    this.prompts = prompts;
    this.model = model;
    this.options = options;
    this.rules = rules;
  }

  private static Rules strict() {
    return new Rules(Omissions.REFUSED, new TitleFluency(null));
  }

  /** A cleaner with {@link EnrichOptions#DEFAULT} and the shipped prompts. */
  public static TitleCleaner of(LanguageModel model) {
    return of(model, EnrichOptions.DEFAULT);
  }

  /** A cleaner with the shipped prompts. */
  public static TitleCleaner of(LanguageModel model, EnrichOptions options) {
    return new TitleCleaner(ItemTask.shipped("clean_title"), model, options, strict());
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
    return new TitleCleaner(ItemTask.own(template), model, options, strict());
  }

  /**
   * This cleaner, with its counts at 0, keeping only rewrites that lower the perplexity.
   *
   * @param scorer any scoring model, for example {@link io.llmrec.prompt.ngram.NGramModel} trained
   *     on titles that are clean already: one trained on raw titles finds advertising fluent
   */
  public TitleCleaner moreFluentBy(ScoringLanguageModel scorer) {
    return new TitleCleaner(
        prompts, model, options, new Rules(rules.omissions(), new TitleFluency(scorer)));
  }

  /**
   * This cleaner, with its counts at 0, for titles that repeat what the attributes say: a rewrite
   * may leave anything out, sizes, models and negations too. Nothing may be added all the same.
   */
  public TitleCleaner allowingOmissions() {
    return new TitleCleaner(
        prompts, model, options, new Rules(Omissions.ALLOWED, rules.fluency().afresh()));
  }

  /** The perplexity of the rewrites kept so far beside that of their titles. */
  public TitleFluency.Perplexities perplexities() {
    return rules.fluency().perplexities();
  }

  private static Verdict judge(Item item, TaskInput input, Answer answer, Rules rules) {
    Verdict text = ItemTask.text(answer.title(), MAX_CHARS);
    Verdict faithful = text.kept() ? ItemTask.withItsWords(input, text) : text;
    if (!faithful.kept()) {
      return faithful;
    }
    String title = input.texts().get(0);
    String dropped =
        rules.omissions() == Omissions.ALLOWED
            ? null
            : new TitleEssentials(title, brand(item)).firstDropped(faithful.text());
    return dropped == null
        ? rules.fluency().judge(title, faithful)
        : Verdict.refuse("left out", "'" + dropped + "' of the title is left out");
  }

  private static String brand(Item item) {
    @Nullable String brand = item.attributes().get("brand");
    return brand == null ? item.attributes().getOrDefault("品牌", "") : brand;
  }
}
