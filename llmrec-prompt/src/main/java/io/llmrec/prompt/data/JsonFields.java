package io.llmrec.prompt.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmrec.core.data.BadFieldException;
import io.llmrec.core.data.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The fields of a JSON object.
 *
 * @param object the object
 */
record JsonFields(JsonNode object) implements Fields {

  @Override
  public boolean has(String name) {
    JsonNode node = find(name);
    return !node.isMissingNode() && !node.isNull();
  }

  @Override
  public String text(String name) {
    return scalar(name, find(name));
  }

  @Override
  public List<String> parts(String name, String separator) {
    JsonNode node = find(name);
    if (!node.isArray()) {
      return List.of(Pattern.compile(separator, Pattern.LITERAL).split(scalar(name, node), -1));
    }
    List<String> parts = new ArrayList<>(node.size());
    for (JsonNode element : node) {
      parts.add(scalar(name, element));
    }
    return parts;
  }

  private JsonNode find(String name) {
    return name.startsWith("/") ? object.at(name) : object.path(name);
  }

  private static String scalar(String name, JsonNode node) {
    if (node.isContainerNode()) {
      throw new BadFieldException(
          name, "must be a text or a number, is " + (node.isArray() ? "a list" : "an object"));
    }
    return node.isNull() ? "" : node.asText();
  }
}
