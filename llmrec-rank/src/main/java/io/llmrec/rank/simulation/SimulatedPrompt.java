package io.llmrec.rank.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.llmrec.core.llm.Message;
import io.llmrec.core.llm.Prompt;
import io.llmrec.prompt.StrictJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prompt of {@link io.llmrec.rank.llm.LlmReRanker}, as a model sees it.
 *
 * @param task what is asked for
 * @param labels of the candidates, or of the grades, in their order
 * @param items texts of the candidates in the order shown; one for a grade or a yes
 */
record SimulatedPrompt(Task task, List<String> labels, List<String> items) {

  enum Task {
    ORDER,
    PICK,
    GRADE,
    YES_NO
  }

  static SimulatedPrompt of(Prompt prompt) {
    Message last = prompt.messages().get(prompt.messages().size() - 1);
    List<String> labels = new ArrayList<>();
    List<String> items = new ArrayList<>();
    String single = "";
    boolean graded = false;
    for (String line : last.text().lines().toList()) {
      JsonNode value = value(line);
      if (value == null) {
        continue;
      }
      if (value.isTextual()) {
        single = value.textValue();
      } else if (value.hasNonNull("label")) {
        labels.add(value.get("label").asText());
        graded |= value.hasNonNull("grade");
        if (value.hasNonNull("item")) {
          items.add(value.get("item").asText());
        }
      }
    }
    if (!items.isEmpty()) {
      return new SimulatedPrompt(ordered(last.text()) ? Task.ORDER : Task.PICK, labels, items);
    }
    return new SimulatedPrompt(graded ? Task.GRADE : Task.YES_NO, labels, List.of(single));
  }

  private static boolean ordered(String text) {
    String instruction = text.substring(text.lastIndexOf("\n\n") + 1);
    return instruction.contains("array") || instruction.contains("数组");
  }

  /** The JSON on a line of data, or null for any other line. */
  private static @Nullable JsonNode value(String line) {
    String json = line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
    if (!json.startsWith("{") && !json.startsWith("\"")) {
      return null;
    }
    try {
      return StrictJson.read(json);
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
