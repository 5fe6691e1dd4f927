package io.llmrec.prompt.enrich;

import io.llmrec.core.catalog.Item;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.PromptTemplate;
import io.llmrec.prompt.UntrustedText;
import java.util.Map;
import java.util.Set;

/** What the tasks about items share: one value {@code item}, a plain probe, texts on one line. */
final class ItemTask {

  /** What an item that no model refuses is called. */
  static final Item PROBE = Item.of("probe", "Cup");

  private static final Set<String> PLACES = Set.of("item");

  private ItemTask() {}

  static TaskPrompts shipped(String name) {
    return TaskPrompts.shipped(ItemTask.class, name);
  }

  static TaskPrompts own(PromptTemplate template) {
    return TaskPrompts.own(template, PLACES);
  }

  /** Title, categories and attributes as JSON. */
  static TaskInput input(Item item) {
    ItemFacts facts = ItemFacts.of(item);
    return new TaskInput(
        item.id(), Language.guess(item.title()), Map.of("item", facts.json()), facts.texts());
  }

  /** A text on one line that is not too long and has words, or why it is refused. */
  static Verdict text(String raw, int maxChars) {
    if (raw.codePointCount(0, raw.length()) > maxChars) {
      return Verdict.refuse("too long", "the text is longer than " + maxChars + " characters");
    }
    String text = UntrustedText.clean(raw, maxChars);
    return Words.of(text).isEmpty()
        ? Verdict.refuse("no words", "the text has no words")
        : Verdict.keep(text);
  }

  static Verdict invented(String word) {
    return Verdict.refuse("invented word", "'" + word + "' is not in the item");
  }

  /** The text, refused when a number in it is not the item's. */
  static Verdict withItsNumbers(TaskInput input, Verdict text) {
    String invented = new Fidelity(input.texts()).firstInventedNumber(text.text());
    return invented == null ? text : invented(invented);
  }

  /** The text, refused when a word in it is not the item's. */
  static Verdict withItsWords(TaskInput input, Verdict text) {
    String invented = new Fidelity(input.texts()).firstInvented(text.text());
    return invented == null ? text : invented(invented);
  }
}
