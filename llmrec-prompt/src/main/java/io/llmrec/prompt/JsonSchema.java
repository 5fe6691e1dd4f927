package io.llmrec.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/**
 * The form that a model's JSON must have, as a JSON Schema.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class JsonSchema {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final String name;
  private final ObjectNode schema;

  private JsonSchema(String name, ObjectNode schema) {
    this.name = name;
    this.schema = schema;
  }

  /**
   * A schema.
   *
   * @param name 1 to 64 letters, digits, {@code _} and {@code -}, as servers want it
   * @param schema a JSON object
   * @throws IllegalArgumentException when the name or the schema is of another form
   */
  public static JsonSchema of(String name, String schema) {
    try {
      JsonNode node = StrictJson.read(schema);
      if (node instanceof ObjectNode object) {
        return of(name, object);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("schema '" + name + "' is not valid JSON", e);
    }
    throw new IllegalArgumentException("schema '" + name + "' must be a JSON object");
  }

  /** A schema whose JSON is already read; it is copied. */
  public static JsonSchema of(String name, ObjectNode schema) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("name must match " + NAME + ", was '" + name + "'");
    }
    return new JsonSchema(name, schema.deepCopy());
  }

  /** What servers call it. */
  public String name() {
    return name;
  }

  /** A copy of the schema. */
  public ObjectNode json() {
    return schema.deepCopy();
  }

  /** The schema on one line, for a prompt. */
  public String text() {
    return StrictJson.write(schema);
  }

  @Override
  public String toString() {
    return "JsonSchema[" + name + "]";
  }
}
