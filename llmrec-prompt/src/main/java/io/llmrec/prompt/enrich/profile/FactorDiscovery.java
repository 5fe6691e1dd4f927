package io.llmrec.prompt.enrich.profile;

import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.enrich.EnrichOptions;
import io.llmrec.prompt.enrich.EnrichTask;
import io.llmrec.prompt.enrich.Enriched;
import io.llmrec.prompt.enrich.Enricher;
import io.llmrec.prompt.enrich.TaskInput;
import io.llmrec.prompt.enrich.TaskPrompts;
import io.llmrec.prompt.enrich.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Has a language model propose what matters when people choose an item in a scenario: the first
 * step of KAR. A person then edits the proposal with {@link Factors#with} and {@link
 * Factors#without}.
 *
 * <p>Safe for use by several threads when the model is. A reply is kept when it is a JSON object
 * with nothing but a list {@code factors} of 6 to 10 different names of at most 60 characters.
 */
public final class FactorDiscovery {

  private static final int FEWEST = 6;
  private static final int MOST = 10;
  private static final int MAX_NAME = 60;
  private static final int MAX_SCENARIO = 300;

  /**
   * What the model answers.
   *
   * @param factors names of factors
   */
  public record Answer(List<String> factors) {}

  /**
   * A proposal.
   *
   * @param factors to be edited by a person
   * @param enrichment where it comes from
   */
  public record Proposal(Factors factors, Enrichment enrichment) {}

  private final Enricher<String, Answer> enricher;

  private FactorDiscovery(LanguageModel model, EnrichOptions options) {
    enricher =
        new Enricher<>(
            new EnrichTask<>(
                "factors/1",
                TaskPrompts.shipped(FactorDiscovery.class, "factors"),
                Answer.class,
                FactorDiscovery::input,
                (scenario, input, answer) -> judge(answer)),
            model,
            options,
            "a cup");
  }

  /** A discovery. */
  public static FactorDiscovery of(LanguageModel model, EnrichOptions options) {
    return new FactorDiscovery(model, options);
  }

  /**
   * The factors of a scenario; empty when no reply passed.
   *
   * @param scenario what is chosen, by whom and where, in a few words; not blank
   */
  public Optional<Proposal> propose(String scenario) {
    if (scenario.isBlank()) {
      throw new IllegalArgumentException("scenario must not be blank");
    }
    Optional<Enriched<Answer>> reply = enricher.ask(List.of(scenario)).get(0);
    return reply.map(
        kept ->
            new Proposal(
                new Factors(scenario, List.of(kept.enrichment().text().split("\n"))),
                kept.enrichment()));
  }

  private static TaskInput input(String scenario) {
    String clean = UntrustedText.clean(scenario, MAX_SCENARIO);
    return new TaskInput(
        clean,
        Language.guess(clean),
        Map.of("scenario", UntrustedText.json(scenario, MAX_SCENARIO)),
        List.of(clean));
  }

  private static Verdict judge(Answer answer) {
    List<String> names =
        answer.factors().stream()
            .map(name -> UntrustedText.clean(name, MAX_NAME))
            .filter(name -> !name.isEmpty())
            .distinct()
            .toList();
    return names.size() < FEWEST || names.size() > MOST
        ? Verdict.refuse(
            "other number", "it must have %d to %d different factors".formatted(FEWEST, MOST))
        : Verdict.keep(String.join("\n", names));
  }
}
