package io.llmrec.rank.ask;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.request.StageContext;
import io.llmrec.prompt.UntrustedText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Catalog texts as data in a prompt: made harmless, cut, as JSON strings. Safe for use by several
 * threads.
 */
public final class PromptData {

  private static final int MAX_CHARS = 200;

  private PromptData() {}

  /** The texts of the user's latest different items that the catalog holds, oldest first. */
  public static List<String> history(StageContext context, QuestionOptions options) {
    List<String> latest = new ArrayList<>();
    for (String id : context.request().user().recentItems(Integer.MAX_VALUE)) {
      if (latest.size() == options.maxHistory()) {
        break;
      }
      Item item = context.prepared().catalog().find(id);
      if (item != null) {
        latest.add(text(item, options));
      }
    }
    Collections.reverse(latest);
    return latest;
  }

  /** The text of an item on one line; its title where the policy has nothing to say. */
  public static String text(Item item, QuestionOptions options) {
    String text = UntrustedText.clean(options.itemText().of(item), MAX_CHARS);
    return text.isEmpty() ? UntrustedText.clean(item.title(), MAX_CHARS) : text;
  }

  /** Texts as a JSON array, one a line. */
  public static String array(Collection<String> texts) {
    return lines(texts.stream().map(text -> UntrustedText.json(text, MAX_CHARS + 1)).toList());
  }

  /** JSON values as an array, one a line. */
  public static String lines(List<String> values) {
    return values.isEmpty()
        ? "[]"
        : values.stream().collect(Collectors.joining(",\n", "[\n", "\n]"));
  }

  /** A mark around data that no text of a catalog can know. */
  public static String boundary(StageContext context, String stage) {
    return "data-" + Fingerprint.of("boundary", stage, context.request().id()).substring(0, 16);
  }
}
