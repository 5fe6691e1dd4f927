package io.llmrec.prompt.enrich.profile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.StrictJson;
import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.enrich.TaskInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A history as a model is told it: titles, categories and ratings as JSON, oldest first. */
final class HistoryText {

  private static final int MAX_TITLE = 200;
  private static final int MAX_CATEGORY = 80;
  private static final int MAX_VALUE = 200;

  private final ArrayNode events = JsonNodeFactory.instance.arrayNode();
  private final List<String> texts = new ArrayList<>();
  private final StringBuilder titles = new StringBuilder();

  /** The latest events with items of the catalog. */
  static HistoryText of(List<Interaction> history, Catalog catalog, int maxEvents) {
    HistoryText text = new HistoryText();
    List<Interaction> known =
        history.stream().filter(event -> catalog.find(event.itemId()) != null).toList();
    for (Interaction event : known.subList(Math.max(0, known.size() - maxEvents), known.size())) {
      Item item = catalog.find(event.itemId());
      if (item != null) {
        text.add(item, event, "");
      }
    }
    return text;
  }

  /** Adds an event, under a label where it is not empty. */
  void add(Item item, Interaction event, String label) {
    ObjectNode json = events.addObject();
    if (!label.isEmpty()) {
      json.put("label", label);
    }
    json.put("title", keep(item.title(), MAX_TITLE));
    titles.append(item.title()).append(' ');
    if (!item.leafCategory().isEmpty()) {
      json.put("category", keep(item.leafCategory(), MAX_CATEGORY));
    }
    if (event.kind().equals("rating")) {
      json.put("rating", event.value());
      texts.add(
          event.value() == Math.rint(event.value())
              ? String.valueOf((long) event.value())
              : String.valueOf(event.value()));
    }
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  /** The input of a prompt with the value {@code user} and others. */
  TaskInput input(UserContext user, HistoryOptions options, Map<String, String> more) {
    ObjectNode told = JsonNodeFactory.instance.objectNode();
    for (String name : options.attributes()) {
      String value = user.attributes().getOrDefault(name, "");
      if (!value.isBlank()) {
        told.put(name, keep(value, MAX_VALUE));
      }
    }
    told.set("history", events);
    Map<String, String> values = new HashMap<>(more);
    values.put("user", StrictJson.write(told));
    return new TaskInput(user.id(), language(), values, texts);
  }

  Language language() {
    return Language.guess(titles.toString());
  }

  String json() {
    return StrictJson.write(events);
  }

  List<String> texts() {
    return List.copyOf(texts);
  }

  private String keep(String text, int maxChars) {
    String clean = UntrustedText.clean(text, maxChars);
    texts.add(clean);
    return clean;
  }

  /** Refuses a history that knows more than its date says. */
  static void requireNotAfter(UserContext user, Instant asOf) {
    if (!user.history().isEmpty()) {
      Instant last = user.history().get(user.history().size() - 1).time();
      if (last.isAfter(asOf)) {
        throw new IllegalArgumentException(
            "history of user '%s' goes on to %s and must not be told as of %s"
                .formatted(user.id(), last, asOf));
      }
    }
  }
}
