package io.llmrec.prompt.chat.ground;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.catalog.Item;
import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.chat.search.Words;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a model is told of an item in a dialogue, and so all that it may say of it. A text that
 * gives instructions to a model instead of saying something of the item is withheld. Immutable.
 *
 * @param title as it is shown
 * @param json the facts as a JSON object, every text made harmless and cut
 * @param text all facts in one plain text in lower case
 * @param words of the facts
 * @param names words that may be written as a name of something: those of the title, the
 *     categories, the reason, and values of at most {@value #MAX_NAME_WORDS} words. A name in a
 *     longer text may be that of anything, also of something that a seller wants to be spoken of
 * @param numbers in the facts
 * @param because why it was recommended, plain and in lower case; may be empty
 */
public record FactSheet(
    String title,
    ObjectNode json,
    String text,
    Set<String> words,
    Set<String> names,
    Set<BigDecimal> numbers,
    String because) {

  /** Stands for a text that speaks to a model. */
  public static final String WITHHELD = "(withheld)";

  /** The most words of a value that can be a name. */
  public static final int MAX_NAME_WORDS = 4;

  private static final String LIST_SEPARATORS = "[,;|/\n，；、]";
  private static final int MAX_CATEGORIES = 6;
  private static final int MAX_ATTRIBUTES = 14;
  private static final int MAX_NAME = 40;
  private static final int MAX_VALUE = 160;
  private static final int MAX_REASON = 240;

  /**
   * The facts of an item.
   *
   * @param title as it is shown
   * @param reason why it was recommended; may be empty
   */
  public static FactSheet of(Item item, String title, String reason) {
    List<String> texts = new ArrayList<>();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("title", keep(title, MAX_VALUE, texts));
    if (!item.categories().isEmpty()) {
      ArrayNode categories = json.putArray("categories");
      item.categories().stream()
          .limit(MAX_CATEGORIES)
          .forEach(category -> categories.add(keep(category, MAX_VALUE, texts)));
    }
    item.attributes().entrySet().stream()
        .filter(attribute -> !attribute.getValue().isBlank())
        .limit(MAX_ATTRIBUTES)
        .forEach(
            attribute -> {
              String name = keep(attribute.getKey(), MAX_NAME, texts);
              if (!name.isEmpty() && !json.has(name)) {
                json.put(name, keep(attribute.getValue(), MAX_VALUE, texts));
              }
            });
    String because = reason.isBlank() ? "" : keep(reason, MAX_REASON, texts);
    if (!because.isEmpty()) {
      json.put("recommended because", because);
    }
    String all = Words.fold(String.join("\n", texts));
    return new FactSheet(
        title,
        json,
        all,
        Set.copyOf(new HashSet<>(Words.of(all))),
        names(title, because, texts),
        Set.copyOf(Numbers.in(all)),
        Words.fold(because));
  }

  private static Set<String> names(String title, String because, List<String> texts) {
    Set<String> names = new HashSet<>(Words.of(Words.fold(title)));
    names.addAll(Words.of(Words.fold(because)));
    for (String text : texts) {
      for (String part : Words.fold(text).split(LIST_SEPARATORS)) {
        List<String> words = Words.of(part);
        if (words.size() <= MAX_NAME_WORDS) {
          names.addAll(words);
        }
      }
    }
    return Set.copyOf(names);
  }

  /** A text as a model may see it: withheld where it gives instructions. */
  public static String harmless(String text) {
    return keep(text, MAX_VALUE, new ArrayList<>());
  }

  private static String keep(String text, int most, List<String> texts) {
    String clean = UntrustedText.clean(text, most);
    String harmless = Instructions.in(clean) ? WITHHELD : clean;
    texts.add(harmless);
    return harmless;
  }
}
