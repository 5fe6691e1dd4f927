package io.llmrec.prompt.enrich.profile;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.prompt.enrich.EnrichOptions;
import io.llmrec.prompt.enrich.Fidelity;
import io.llmrec.prompt.enrich.TaskInput;
import io.llmrec.prompt.enrich.TaskPrompts;
import io.llmrec.prompt.enrich.Verdict;
import java.util.List;
import java.util.Map;

/**
 * Has a language model reason about what a user prefers, factor by factor, out of the history:
 * KAR's reasoning knowledge. No item that is to be ranked is in the prompt, so that the text can be
 * made and encoded beforehand.
 *
 * <p>A reply is kept when it is a JSON object with nothing but a list {@code preferences} of factor
 * and text, each factor one of the host's and at most once, each text of at most 400 characters,
 * and every word with a digit told in the history. The text has a line for each factor. The rest is
 * said at {@link UserEnricher}; which part of a history may be told, when samples are to be made of
 * the other, says {@link HistoryCut}.
 */
public final class PreferenceReasoner extends UserEnricher<PreferenceReasoner.Answer> {

  /**
   * What the model answers.
   *
   * @param preferences a text for each factor the history tells something of
   */
  public record Answer(List<FactorText> preferences) {}

  private PreferenceReasoner(Setting setting, Factors factors, ClosedList names) {
    super(
        setting,
        "preferences/1",
        new Prompts<>(
            TaskPrompts.shipped(PreferenceReasoner.class, "preferences"),
            Answer.class,
            Map.of("scenario", factors.scenario(), "factors", names.json())),
        (user, input, answer) -> judge(names, input, answer));
  }

  /** A reasoner with the default options. */
  public static PreferenceReasoner of(LanguageModel model, Catalog catalog, Factors factors) {
    return of(
        model, catalog, factors, EnrichOptions.DEFAULT.withMaxTokens(1024), HistoryOptions.DEFAULT);
  }

  /** A reasoner. */
  public static PreferenceReasoner of(
      LanguageModel model,
      Catalog catalog,
      Factors factors,
      EnrichOptions options,
      HistoryOptions told) {
    return new PreferenceReasoner(
        new Setting(model, catalog, options, told),
        factors,
        new ClosedList("factors", factors.names()));
  }

  private static Verdict judge(ClosedList factors, TaskInput input, Answer answer) {
    Verdict texts = FactorTexts.judge(factors, answer.preferences());
    if (!texts.kept()) {
      return texts;
    }
    String invented = new Fidelity(input.texts()).firstInventedNumber(texts.text());
    return invented == null
        ? texts
        : Verdict.refuse("invented word", "'" + invented + "' is not in the history");
  }
}
