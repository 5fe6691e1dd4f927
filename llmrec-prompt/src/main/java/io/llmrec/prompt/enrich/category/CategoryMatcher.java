package io.llmrec.prompt.enrich.category;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.StrictJson;
import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.enrich.EnrichOptions;
import io.llmrec.prompt.enrich.EnrichTask;
import io.llmrec.prompt.enrich.Enriched;
import io.llmrec.prompt.enrich.Enricher;
import io.llmrec.prompt.enrich.TaskInput;
import io.llmrec.prompt.enrich.TaskPrompts;
import io.llmrec.prompt.enrich.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a language model which categories complement a leaf category and which replace it, and keeps
 * what the taxonomy knows.
 *
 * <p>Safe for use by several threads when the model is. A reply is a JSON object with nothing but
 * the lists {@code complements} and {@code substitutes}, together 1 to {@value #MOST}, each entry
 * with a category of the shortlist, a strength from 1 to 5 and a reason. A category is given by its
 * label or its name; a name that is not exact counts as the most alike one at a likeness of 0.8. An
 * entry that names no category of the shortlist is dropped and counted; a reply with nothing else
 * is refused. How it asks, repairs, counts and fails is said at {@link Enricher}.
 */
public final class CategoryMatcher implements Fingerprinted {

  /** The most matches of one category. */
  public static final int MOST = 16;

  private static final int MAX_STRENGTH = 5;
  private static final int MAX_REASON = 200;
  private static final int MAX_NAME = 200;

  /**
   * What the model answers.
   *
   * @param complements what goes with the category
   * @param substitutes what replaces it
   */
  public record Answer(List<Entry> complements, List<Entry> substitutes) {}

  /**
   * One category.
   *
   * @param category its label or name
   * @param strength 1 to 5
   * @param reason why
   */
  public record Entry(String category, int strength, String reason) {}

  /**
   * What was asked and kept.
   *
   * @param matches what the taxonomy knows of the replies
   * @param enrichments where they come from, by the leaf that was asked about
   * @param named how many categories the replies named
   * @param unknown how many of them are not in the taxonomy or the shortlist and were dropped
   */
  public record Result(
      CategoryMatches matches, Map<String, Enrichment> enrichments, int named, int unknown) {}

  /** A leaf and what may be chosen for it, by label. */
  private record Question(String leaf, Map<String, String> idOfLabel) {}

  private final Taxonomy taxonomy;
  private final Shortlist shortlist;
  private final Enricher<Question, Answer> enricher;

  private CategoryMatcher(
      LanguageModel model, Taxonomy taxonomy, Shortlist shortlist, EnrichOptions options) {
    this.taxonomy = taxonomy;
    this.shortlist = shortlist;
    this.enricher =
        new Enricher<>(
            new EnrichTask<>(
                "match-categories/1",
                TaskPrompts.shipped(CategoryMatcher.class, "match_categories"),
                Answer.class,
                this::input,
                (question, input, answer) -> judge(question, answer)),
            model,
            options,
            question(taxonomy.leaves().get(0)));
  }

  /** A matcher that shows a model the nearest 200 leaves, with replies of up to 1,024 tokens. */
  public static CategoryMatcher of(LanguageModel model, Taxonomy taxonomy) {
    return of(
        model,
        taxonomy,
        Shortlist.of(taxonomy, null, null),
        EnrichOptions.DEFAULT.withMaxTokens(1024));
  }

  /** A matcher. */
  public static CategoryMatcher of(
      LanguageModel model, Taxonomy taxonomy, Shortlist shortlist, EnrichOptions options) {
    return new CategoryMatcher(model, taxonomy, shortlist, options);
  }

  /** The matches of all leaf categories, in one direction each. */
  public Result matchAll() {
    return match(taxonomy.leaves());
  }

  /**
   * The matches of some leaf categories, in one direction each.
   *
   * @throws IllegalArgumentException when the taxonomy does not have one of them
   */
  public Result match(List<String> leaves) {
    List<Question> questions = leaves.stream().map(this::question).toList();
    List<Optional<Enriched<Answer>>> replies = enricher.ask(questions);
    List<CategoryMatch> matches = new ArrayList<>();
    Map<String, Enrichment> enrichments = new LinkedHashMap<>();
    int named = 0;
    for (int i = 0; i < questions.size(); i++) {
      Optional<Enriched<Answer>> reply = replies.get(i);
      if (reply.isPresent()) {
        Answer answer = reply.get().reply();
        named += answer.complements().size() + answer.substitutes().size();
        matches.addAll(matches(questions.get(i), answer));
        enrichments.put(leaves.get(i), reply.get().enrichment());
      }
    }
    CategoryMatches kept = CategoryMatches.of(taxonomy, matches);
    return new Result(kept, enrichments, named, named - matches.size());
  }

  private Question question(String leaf) {
    if (taxonomy.find(leaf) == null) {
      throw new IllegalArgumentException("category '" + leaf + "' is not in the taxonomy");
    }
    Map<String, String> labels = new LinkedHashMap<>();
    for (String id : shortlist.of(leaf)) {
      labels.put("c" + (labels.size() + 1), id);
    }
    return new Question(leaf, labels);
  }

  private TaskInput input(Question question) {
    ObjectNode choices = JsonNodeFactory.instance.objectNode();
    List<String> texts = new ArrayList<>();
    question
        .idOfLabel()
        .forEach(
            (label, id) -> {
              String name = UntrustedText.clean(taxonomy.pathName(id), MAX_NAME);
              choices.put(label, name);
              texts.add(name);
            });
    String name = taxonomy.pathName(question.leaf());
    return new TaskInput(
        question.leaf(),
        Language.guess(name),
        Map.of(
            "category", UntrustedText.json(name, MAX_NAME), "choices", StrictJson.write(choices)),
        texts);
  }

  private Verdict judge(Question question, Answer answer) {
    int named = answer.complements().size() + answer.substitutes().size();
    if (named < 1 || named > MOST) {
      return Verdict.refuse("other number", "it must have 1 to " + MOST + " categories");
    }
    for (List<Entry> entries : List.of(answer.complements(), answer.substitutes())) {
      for (Entry entry : entries) {
        boolean inRange = entry.strength() >= 1 && entry.strength() <= MAX_STRENGTH;
        if (!inRange || reason(entry).isEmpty()) {
          return Verdict.refuse(
              "other strength", "every category must have a strength of 1 to 5 and a reason");
        }
      }
    }
    List<CategoryMatch> matches = matches(question, answer);
    if (matches.isEmpty()) {
      return Verdict.refuse("unknown categories", "none of its categories is one of the choices");
    }
    StringBuilder text = new StringBuilder();
    for (CategoryMatch match : matches) {
      text.append(text.isEmpty() ? "" : "\n")
          .append(match.kind())
          .append(' ')
          .append(taxonomy.pathName(match.to()))
          .append(": ")
          .append(match.reason());
    }
    return Verdict.keep(text.toString());
  }

  private List<CategoryMatch> matches(Question question, Answer answer) {
    List<CategoryMatch> matches = new ArrayList<>();
    answer.complements().forEach(e -> add(question, MatchKind.COMPLEMENT, e, matches));
    answer.substitutes().forEach(e -> add(question, MatchKind.SUBSTITUTE, e, matches));
    return matches;
  }

  private void add(Question question, MatchKind kind, Entry entry, List<CategoryMatch> matches) {
    String to = find(question, entry.category());
    if (to != null) {
      matches.add(
          new CategoryMatch(
              question.leaf(), to, kind, entry.strength() / (double) MAX_STRENGTH, reason(entry)));
    }
  }

  private @Nullable String find(Question question, String name) {
    String labelled = question.idOfLabel().get(name.strip());
    String found = labelled == null ? taxonomy.resolve(name) : labelled;
    return found != null && question.idOfLabel().containsValue(found) ? found : null;
  }

  private static String reason(Entry entry) {
    return UntrustedText.clean(entry.reason(), MAX_REASON);
  }

  /** How many leaves got no matches since this was made, by the kind of the last fault. */
  public Map<String, Long> refusals() {
    return enricher.refusals();
  }

  @Override
  public String fingerprint() {
    return enricher.fingerprint();
  }
}
