package io.llmrec.core.catalog;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The policy that says which of an item's fields become text for an encoder or a prompt.
 *
 * <p>What an enrichment step wrote is an attribute of the item under the step's name, so {@code
 * attribute("summary")} is the summary. The result may be empty where an item lacks the field. Safe
 * for use by several threads.
 */
@FunctionalInterface
public interface ItemText {

  /** The text of one item; the same item always gives the same text. */
  String of(Item item);

  /** The title. */
  static ItemText title() {
    return new NamedItemText("title", Item::title);
  }

  /** The categories, from the broadest to the leaf, separated by spaces. */
  static ItemText categories() {
    return new NamedItemText("categories", item -> String.join(" ", item.categories()));
  }

  /** One attribute's value, or the empty text where the item has no such attribute. */
  static ItemText attribute(String name) {
    return new NamedItemText("attribute " + name, item -> item.attributes().getOrDefault(name, ""));
  }

  /** Title, categories and all attributes' values, each on a line of its own. */
  static ItemText everything() {
    ItemText attributes =
        new NamedItemText("all attributes", item -> String.join("\n", item.attributes().values()));
    return join(title(), categories(), attributes);
  }

  /** The non-empty ones of several texts, each on a line of its own. */
  static ItemText join(ItemText... parts) {
    List<ItemText> all = List.of(parts);
    return NamedItemText.of(
        "join",
        all,
        item ->
            all.stream()
                .map(part -> part.of(item))
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n")));
  }

  /** The first text that is not blank, for example a cleaned title before the raw one. */
  static ItemText firstOf(ItemText... choices) {
    List<ItemText> all = List.of(choices);
    return NamedItemText.of(
        "first of",
        all,
        item ->
            all.stream()
                .map(choice -> choice.of(item))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse(""));
  }
}
