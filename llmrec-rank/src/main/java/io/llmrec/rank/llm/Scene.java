package io.llmrec.rank.llm;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.user.Interaction;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.UntrustedText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The user, the candidates and the language of one request, and the prompts about them. Immutable.
 *
 * <p>Texts of items appear in prompts as JSON strings only, between lines that hold a random mark,
 * and before the instructions. The same request and candidates give the same prompts.
 */
final class Scene {

  /** The placeholders of the grades, the best first. */
  private static final List<String> GRADES =
      List.of("certain", "likely", "possible", "unlikely", "never");

  private final PromptContent content;
  private final Language language;
  private final String requestId;
  private final List<Item> items;
  private final List<String> history;
  private final List<String> shown;
  private final Set<String> taken;

  private Scene(PromptContent content, StageContext context, List<Candidate> candidates) {
    this.content = content;
    this.requestId = context.request().id();
    this.items = candidates.stream().map(Candidate::item).toList();
    this.shown = items.stream().map(this::text).toList();
    this.history = latest(context, content.maxHistory()).stream().map(this::text).toList();
    this.language = language(content, items);
    this.taken = Labels.in(Stream.concat(history.stream(), shown.stream()).toList());
  }

  static Scene of(PromptContent content, StageContext context, List<Candidate> candidates) {
    return new Scene(content, context, candidates);
  }

  private static Language language(PromptContent content, List<Item> items) {
    Language fixed = content.language();
    return fixed != null
        ? fixed
        : Language.guess(items.stream().map(Item::title).collect(Collectors.joining("\n")));
  }

  Language language() {
    return language;
  }

  /** The number of candidates. */
  int count() {
    return items.size();
  }

  /** The id of the item at a place. */
  String id(int place) {
    return items.get(place).id();
  }

  /** The item at a place. */
  Item item(int place) {
    return items.get(place);
  }

  String requestId() {
    return requestId;
  }

  /** Asks for the order of the candidates at these places, shown in this order. */
  Question order(int[] places) {
    String seed = seed(PromptTask.ORDER.file(), places);
    return labelled(PromptTask.ORDER, places, Labels.draw(seed, places.length, taken), seed);
  }

  /** Asks for the best of the candidates at these places, shown in this order. */
  Question pick(int[] places) {
    String seed = seed(PromptTask.PICK.file(), places);
    return labelled(PromptTask.PICK, places, Labels.draw(seed, places.length, taken), seed);
  }

  /** As {@link #pick}, with letters for labels. */
  Question pickLetter(int[] places) {
    String seed = seed("letters", places);
    return labelled(PromptTask.PICK, places, Labels.letters(seed, places.length), seed);
  }

  private Question labelled(PromptTask task, int[] places, Labels labels, String seed) {
    Map<String, String> values = common(seed);
    values.put("count", Integer.toString(places.length));
    values.put(
        "candidates",
        array(IntStream.range(0, places.length).mapToObj(i -> line(labels.label(i), places[i]))));
    return new Question(
        PromptTemplates.SHIPPED.prompt(task, language, values),
        labels,
        IntStream.of(places).mapToObj(this::names).toList());
  }

  /** Asks for a grade of one candidate; the labels are those of the grades, the best first. */
  Question grade(int place) {
    String seed = seed(PromptTask.GRADE.file(), new int[] {place});
    Labels labels = Labels.draw(seed, GRADES.size(), taken);
    Map<String, String> values = common(seed);
    values.put("candidate", json(shown.get(place)));
    for (int grade = 0; grade < GRADES.size(); grade++) {
      values.put(GRADES.get(grade), labels.label(grade));
    }
    return new Question(
        PromptTemplates.SHIPPED.prompt(PromptTask.GRADE, language, values), labels, List.of());
  }

  /** Asks whether one candidate would be chosen; the labels are the words yes and no. */
  Question yesNo(int place) {
    Map<String, String> values = common(seed(PromptTask.YES_NO.file(), new int[] {place}));
    values.put("candidate", json(shown.get(place)));
    return new Question(
        PromptTemplates.SHIPPED.prompt(PromptTask.YES_NO, language, values),
        Labels.of(language == Language.ZH ? List.of("是", "否") : List.of("yes", "no")),
        List.of());
  }

  /** The tokens of a prompt for a task, without its candidates. */
  long frameTokens(PromptTask task) {
    Question question =
        switch (task) {
          case ORDER -> order(new int[0]);
          case PICK -> pick(new int[0]);
          case GRADE -> grade(0);
          case YES_NO -> yesNo(0);
        };
    long own = task.showsLabels() ? 0 : candidateTokens(task, new int[] {0});
    return TokenEstimate.of(question.prompt()) - question.prompt().options().maxTokens() - own;
  }

  /** The tokens that the candidates of the places take in prompts for a task. */
  long candidateTokens(PromptTask task, int[] places) {
    return IntStream.of(places)
        .mapToObj(place -> task.showsLabels() ? line("X000", place) : json(shown.get(place)))
        .mapToLong(TokenEstimate::of)
        .sum();
  }

  private Map<String, String> common(String seed) {
    String boundary = "data-" + Fingerprint.of("boundary", seed).substring(0, 16);
    Map<String, String> values = new HashMap<>();
    values.put("boundary", boundary);
    values.put("history", historyBlock(boundary));
    return values;
  }

  private String historyBlock(String boundary) {
    HistoryStyle style = content.style().forHistory(history.size());
    int before = style == HistoryStyle.IN_CONTEXT ? history.size() - 1 : history.size();
    Map<String, String> values = new HashMap<>();
    values.put("boundary", boundary);
    values.put("items", array(history.stream().limit(before).map(this::json)));
    if (style != HistoryStyle.SEQUENTIAL) {
      values.put("latest", json(history.get(history.size() - 1)));
    }
    return PromptTemplates.SHIPPED.history(style, language, values);
  }

  /** The latest different items of the user that the catalog holds, oldest first. */
  private static List<Item> latest(StageContext context, int most) {
    Catalog catalog = context.prepared().catalog();
    List<Interaction> all = context.request().user().history();
    Set<String> seen = new HashSet<>();
    List<Item> latest = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0 && latest.size() < most; i--) {
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

  private String line(String label, int place) {
    return "{\"label\": \"%s\", \"item\": %s}".formatted(label, json(shown.get(place)));
  }

  private static String array(Stream<String> entries) {
    String lines = entries.collect(Collectors.joining(",\n"));
    return lines.isEmpty() ? "[]" : "[\n" + lines + "\n]";
  }

  /** Names a question, and so its labels. */
  private String seed(String kind, int[] places) {
    Fingerprint fingerprint = new Fingerprint().add(kind).add(requestId);
    IntStream.of(places).forEach(place -> fingerprint.add(id(place)));
    return fingerprint.hex();
  }

  /** The title, and the first words of the text where these are another, cleaned one. */
  private List<String> names(int place) {
    return List.of(items.get(place).title(), shown.get(place).split(" \\| ", 2)[0]);
  }
}
