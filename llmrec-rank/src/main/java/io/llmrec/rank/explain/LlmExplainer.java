package io.llmrec.rank.explain;

import io.llmrec.core.Explainer;
import io.llmrec.core.Reason;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.recall.Candidate;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.PromptTemplate;
import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.structured.Description;
import io.llmrec.prompt.structured.StructuredModel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets a language model write the sentence that tells a customer why an item is on the list, from a
 * list of facts and from nothing else.
 *
 * <p>Every claim of the answer must quote facts by their ids; every number, every name, everything
 * in quotation marks and every word of praise in it must stand in the facts it quotes. An answer
 * that does not pass, or none, gives way to {@link Explainer#templates}, whose facts then say why.
 * What the check cannot see is a false relation between true words: it bounds what can be invented,
 * it does not understand the sentence.
 *
 * <p>One call for each item, two when the first reply has the wrong form, outside of the stages and
 * their budget: wrap the model in a cache, or explain lists that were made beforehand. The same
 * facts give the same prompt. As safe for use by several threads as the model.
 */
public final class LlmExplainer implements Explainer {

  private static final int MAX_FACT = 200;

  private final StructuredModel<Explanation> model;
  private final ExplainOptions options;
  private final Explainer template = Explainer.templates();
  private final Map<Language, PromptTemplate> templates = new EnumMap<>(Language.class);

  /** What the model answers. */
  record Explanation(
      @Description("one to three claims that make up the reason") List<Claim> claims) {}

  /** A part of the reason. */
  record Claim(
      @Description("part of the sentence that the customer reads") String text,
      @Description("ids of the facts it rests on, at least one") List<String> facts) {}

  /** An explainer with {@link ExplainOptions#DEFAULT}. */
  public LlmExplainer(LanguageModel model) {
    this(model, ExplainOptions.DEFAULT);
  }

  /** An explainer. */
  public LlmExplainer(LanguageModel model, ExplainOptions options) {
    this.model = StructuredModel.of(model, Explanation.class);
    this.options = options;
    for (Language language : Language.values()) {
      templates.put(language, PromptTemplate.load(LlmExplainer.class, "explain", language));
    }
  }

  @Override
  public Reason explain(Candidate candidate, Catalog catalog) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (String fact : options.facts().of(candidate, catalog)) {
      facts.put("F" + (facts.size() + 1), UntrustedText.clean(fact, MAX_FACT));
    }
    if (facts.isEmpty()) {
      return fallback(candidate, catalog, "there are no facts");
    }
    Language fixed = options.language();
    Language language = fixed == null ? Language.guess(candidate.item().title()) : fixed;
    try {
      Explanation answer = model.ask(prompt(candidate, facts, language)).value();
      return checked(answer, facts, language);
    } catch (LlmException | UnfaithfulException e) {
      return fallback(candidate, catalog, String.valueOf(e.getMessage()));
    }
  }

  private Prompt prompt(Candidate candidate, Map<String, String> facts, Language language) {
    String lines =
        facts.entrySet().stream()
            .map(
                fact ->
                    "{\"id\": \"%s\", \"fact\": %s}"
                        .formatted(
                            fact.getKey(), UntrustedText.json(fact.getValue(), MAX_FACT + 1)))
            .collect(Collectors.joining(",\n", "[\n", "\n]"));
    PromptTemplate chosen = templates.get(language);
    if (chosen == null) {
      throw new IllegalStateException("there is a template for every language");
    }
    Map<String, String> values =
        Map.of(
            "boundary",
            "data-" + Fingerprint.of("explain", candidate.id(), lines).substring(0, 16),
            "facts",
            lines,
            "chars",
            Integer.toString(options.maxChars()));
    return chosen.render(values).with(options.generation());
  }

  private Reason checked(Explanation answer, Map<String, String> facts, Language language) {
    List<String> texts = new ArrayList<>();
    Set<String> quoted = new LinkedHashSet<>();
    for (Claim claim : answer.claims()) {
      String text = UntrustedText.clean(claim.text(), MAX_FACT);
      String rest =
          claim.facts().stream().map(id -> fact(facts, id)).collect(Collectors.joining("\n"));
      new ClaimCheck(rest).check(text);
      texts.add(text);
      claim.facts().forEach(id -> quoted.add(id + ": " + fact(facts, id)));
    }
    String text = String.join(language == Language.ZH ? "" : " ", texts);
    if (text.isEmpty() || text.length() > options.maxChars()) {
      throw new UnfaithfulException(
          "the reason must have 1 to %d characters, has %d"
              .formatted(options.maxChars(), text.length()));
    }
    return new Reason(text, List.copyOf(quoted));
  }

  private static String fact(Map<String, String> facts, String id) {
    String fact = facts.get(id);
    if (fact == null) {
      throw new UnfaithfulException(
          "a claim quotes '%s', facts are %s"
              .formatted(UntrustedText.clean(id, 20), facts.keySet()));
    }
    return fact;
  }

  private Reason fallback(Candidate candidate, Catalog catalog, String why) {
    Reason reason = template.explain(candidate, catalog);
    List<String> facts = new ArrayList<>(reason.facts());
    facts.add("by template: " + why);
    return new Reason(reason.text(), facts);
  }

  @Override
  public String toString() {
    return "LlmExplainer[" + model + "]";
  }
}
