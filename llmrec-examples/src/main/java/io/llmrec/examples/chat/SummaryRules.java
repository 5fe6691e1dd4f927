package io.llmrec.examples.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Keeps a long dialogue short: what the user said last. */
final class SummaryRules {

  private static final int MAX_CHARS = 600;

  private SummaryRules() {}

  static String summary(ObjectNode data) {
    List<String> said = new ArrayList<>();
    said.add(data.path("summary").asText(""));
    for (JsonNode line : data.path("dialogue")) {
      said.add(line.path("user").asText(""));
    }
    said.removeIf(String::isBlank);
    String all = String.join(" ", said);
    return all.isBlank() ? "-" : all.substring(Math.max(0, all.length() - MAX_CHARS)).strip();
  }
}
