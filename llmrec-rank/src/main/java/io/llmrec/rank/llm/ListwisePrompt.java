package io.llmrec.rank.llm;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.user.Interaction;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.PromptTemplate;
import io.llmrec.prompt.UntrustedText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes the prompt of a listwise ranking. Immutable.
 *
 * <p>Texts of items appear in it as JSON strings only, between lines that hold a random mark, and
 * before the instructions.
 */
final class ListwisePrompt {

  private final PromptContent content;
  private final Map<Language, PromptTemplate> templates;

  ListwisePrompt(PromptContent content) {
    this.content = content;
    this.templates =
        Stream.of(Language.values())
            .collect(
                Collectors.toUnmodifiableMap(
                    language -> language,
                    language -> PromptTemplate.load(ListwisePrompt.class, "listwise", language)));
  }

  /**
   * A prompt and what is needed to read the answer.
   *
   * @param prompt with the default options
   * @param labels of the candidates
   * @param names that each candidate could be called by instead of its label
   */
  record Question(Prompt prompt, Labels labels, List<List<String>> names) {}

  /** The question for some candidates. */
  Question ask(StageContext context, List<Candidate> candidates) {
    List<Item> items = candidates.stream().map(Candidate::item).toList();
    List<String> shown = items.stream().map(this::text).toList();
    List<String> history = history(context).stream().map(this::text).toList();
    String seed = seed(context, items);
    List<String> texts = Stream.concat(history.stream(), shown.stream()).toList();
    Labels labels = Labels.draw(seed, items.size(), texts);
    Map<String, String> values =
        Map.of(
            "boundary", "data-" + Fingerprint.of("boundary", seed).substring(0, 16),
            "history", array(history.stream().map(this::json)),
            "count", Integer.toString(items.size()),
            "candidates", array(labelled(labels, shown)));
    return new Question(template(items).render(values), labels, names(items, shown));
  }

  private PromptTemplate template(List<Item> items) {
    Language language = content.language();
    if (language == null) {
      String titles = items.stream().map(Item::title).collect(Collectors.joining("\n"));
      language = Language.guess(titles);
    }
    PromptTemplate template = templates.get(language);
    if (template == null) {
      throw new IllegalStateException("there is a template for every language");
    }
    return template;
  }

  /** The latest different items of the user that the catalog holds, oldest first. */
  private List<Item> history(StageContext context) {
    Catalog catalog = context.prepared().catalog();
    List<Interaction> all = context.request().user().history();
    Set<String> seen = new HashSet<>();
    List<Item> latest = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0 && latest.size() < content.maxHistory(); i--) {
      String id = all.get(i).itemId();
      Item item = seen.add(id) ? catalog.find(id) : null;
      if (item != null) {
        latest.add(item);
      }
    }
    Collections.reverse(latest);
    return latest;
  }

  /** The text of an item on one line; the title where the policy has nothing to say. */
  private String text(Item item) {
    String described = oneLine(content.itemText().of(item));
    return described.isEmpty() ? oneLine(item.title()) : described;
  }

  private String oneLine(String text) {
    // Invisible characters go later; twice the length leaves room for them.
    String start = text.substring(0, Math.min(text.length(), 2 * content.maxCharsPerItem()));
    String line =
        start
            .lines()
            .map(String::strip)
            .filter(s -> !s.isEmpty())
            .collect(Collectors.joining(" | "));
    return UntrustedText.clean(line, content.maxCharsPerItem());
  }

  private String json(String text) {
    return UntrustedText.json(text, content.maxCharsPerItem() + 1);
  }

  private Stream<String> labelled(Labels labels, List<String> shown) {
    return IntStream.range(0, shown.size())
        .mapToObj(
            i ->
                "{\"label\": \"%s\", \"item\": %s}".formatted(labels.label(i), json(shown.get(i))));
  }

  private static String array(Stream<String> entries) {
    String lines = entries.collect(Collectors.joining(",\n"));
    return lines.isEmpty() ? "[]" : "[\n" + lines + "\n]";
  }

  private static String seed(StageContext context, List<Item> items) {
    Fingerprint fingerprint = new Fingerprint().add("listwise").add(context.request().id());
    items.forEach(item -> fingerprint.add(item.id()));
    return fingerprint.hex();
  }

  /** The title, and the first words of the text where these are another, cleaned one. */
  private static List<List<String>> names(List<Item> items, List<String> shown) {
    return IntStream.range(0, items.size())
        .mapToObj(i -> List.of(items.get(i).title(), shown.get(i).split(" \\| ", 2)[0]))
        .toList();
  }
}
