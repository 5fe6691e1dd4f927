package io.llmrec.prompt.chat.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.chat.filter.Filter;
import io.llmrec.prompt.chat.filter.FilterJson;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a tool is given, checked. */
final class ToolInput {

  private static final int MAX_NAME = 60;
  private static final int MAX_TEXT = 300;

  private final ObjectNode json;

  ToolInput(ObjectNode json, Set<String> allowed) {
    this.json = json;
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!allowed.contains(name)) {
                throw new ToolException(
                    "unknown input '%s'; allowed are %s"
                        .formatted(UntrustedText.clean(name, MAX_NAME), new TreeSet<>(allowed)));
              }
            });
  }

  /** A text that is not blank. */
  String text(String name) {
    JsonNode node = json.path(name);
    String text = node.isTextual() ? UntrustedText.clean(node.textValue(), MAX_TEXT - 1) : "";
    if (text.isBlank()) {
      throw new ToolException("input '%s' must be a text that is not blank".formatted(name));
    }
    return text;
  }

  /** One of several words; the first of them where it is missing. */
  String choice(String name, List<String> choices) {
    String chosen = json.path(name).asText(choices.get(0));
    if (!choices.contains(chosen)) {
      throw new ToolException("input '%s' must be one of %s".formatted(name, choices));
    }
    return chosen;
  }

  Filter filter(String name) {
    return FilterJson.read(json.path(name));
  }

  /** The rows of items by label or title, each once. */
  List<Integer> items(Workbench bench, int least, int most) {
    JsonNode node = json.path("items");
    if (!node.isArray() || node.size() < least || node.size() > most) {
      throw new ToolException("input 'items' must be a list of %d to %d".formatted(least, most));
    }
    Set<Integer> rows = new LinkedHashSet<>();
    for (JsonNode entry : node) {
      rows.add(ItemNames.row(bench, UntrustedText.clean(entry.asText(""), MAX_TEXT)));
    }
    return new ArrayList<>(rows);
  }
}
