package io.llmrec.prompt.batch;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.catalog.Media;
import io.llmrec.core.enrich.Summarizer;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.prompt.safety.Redactor;
import io.llmrec.prompt.wrap.BudgetedModel.Spending;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What is done with an item, and what it is known by.
 *
 * @param task makes the summarizer that does it
 * @param print names the task with its prompts, see {@link Fingerprinted}
 * @param modelName names the model
 * @param redactor takes out what the model may not see
 * @param owner whose data an item is
 */
record Work(
    Function<LanguageModel, ? extends Summarizer> task,
    String print,
    String modelName,
    Redactor redactor,
    Function<Item, String> owner) {

  private static final String NOTHING_LEFT = "[removed]";

  /**
   * What was done for a piece of work in vain.
   *
   * @param rounds how often it was taken up
   * @param calls how many calls were made
   * @param spent what they cost
   */
  record Effort(int rounds, int calls, Spending spent) {

    static final Effort NONE = new Effort(0, 0, Spending.NONE);

    Effort plus(int moreCalls, Spending more) {
      return new Effort(rounds + 1, calls + moreCalls, spent.plus(more));
    }
  }

  /** A piece of work: an item as the model sees it. */
  record Piece(Item seen, String owner, WorkKey key, Effort before) {

    Piece after(Effort effort) {
      return new Piece(seen, owner, key, effort);
    }
  }

  static String print(Summarizer summarizer) {
    if (summarizer instanceof Fingerprinted known) {
      return known.fingerprint();
    }
    Class<?> type = summarizer.getClass();
    return type.isHidden() || type.isSynthetic() ? "lambda" : type.getName();
  }

  Piece piece(Item item) {
    Item seen = redacted(item);
    String of = owner.apply(item);
    if (of.isBlank()) {
      throw new IllegalArgumentException("the owner of item '" + item.id() + "' must not be blank");
    }
    return new Piece(seen, of, WorkKey.of(seen, print, modelName), Effort.NONE);
  }

  private Item redacted(Item item) {
    String title = redactor.redact(item.title());
    List<String> categories = item.categories().stream().map(redactor::redact).toList();
    Map<String, String> attributes = new LinkedHashMap<>();
    item.attributes().forEach((name, value) -> attributes.put(name, redactor.redact(value)));
    List<Media> media = item.media();
    return new Item(
        item.id(), title.isBlank() ? NOTHING_LEFT : title, categories, attributes, media);
  }
}
