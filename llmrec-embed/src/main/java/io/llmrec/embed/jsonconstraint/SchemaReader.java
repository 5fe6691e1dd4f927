package io.llmrec.embed.jsonconstraint;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import io.llmrec.embed.json.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads JSON Schemas, as far as they can be kept to. */
final class SchemaReader {

  private static final int DEFAULT_ELEMENTS = 1_000;

  private static final Set<String> ANNOTATIONS =
      Set.of("title", "description", "default", "examples", "$schema", "$id", "$comment", "format");

  private static final Set<String> KEYWORDS =
      Set.of(
          "type",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "minItems",
          "maxItems",
          "maxLength",
          "enum",
          "const",
          "anyOf");

  private SchemaReader() {}

  static JsonShape read(String schema) {
    try {
      JsonReader reader = StrictJson.reader(schema.getBytes(StandardCharsets.UTF_8));
      JsonElement root = JsonParser.parseReader(reader);
      StrictJson.end(reader);
      return shape(root, "$");
    } catch (IOException | JsonParseException | IllegalStateException e) {
      throw new IllegalArgumentException("the schema is not JSON: " + e.getMessage(), e);
    }
  }

  private static JsonShape shape(JsonElement element, String path) {
    JsonObject schema = object(element, path);
    for (String keyword : schema.keySet()) {
      if (!KEYWORDS.contains(keyword) && !ANNOTATIONS.contains(keyword)) {
        throw wrong(
            path,
            "the keyword '%s' is not supported, supported are %s"
                .formatted(keyword, new TreeSet<>(KEYWORDS)));
      }
    }
    if (schema.has("enum") || schema.has("const")) {
      return choice(schema, path);
    }
    if (schema.has("anyOf")) {
      return either(array(schema.get("anyOf"), path + ".anyOf"), path + ".anyOf");
    }
    return typed(schema, path);
  }

  private static JsonShape choice(JsonObject schema, String path) {
    JsonArray values = new JsonArray();
    if (schema.has("const")) {
      values.add(schema.get("const"));
    } else {
      values = array(schema.get("enum"), path + ".enum");
    }
    List<String> literals = values.asList().stream().map(JsonElement::toString).toList();
    if (literals.isEmpty()) {
      throw wrong(path, "'enum' must not be empty");
    }
    return new Shapes.Choice(literals);
  }

  private static JsonShape either(JsonArray schemas, String path) {
    List<JsonShape> shapes = new ArrayList<>();
    for (int i = 0; i < schemas.size(); i++) {
      shapes.add(shape(schemas.get(i), "%s[%d]".formatted(path, i)));
    }
    if (shapes.isEmpty()) {
      throw wrong(path, "must not be empty");
    }
    return new Shapes.Either(shapes);
  }

  private static JsonShape typed(JsonObject schema, String path) {
    if (!schema.has("type")) {
      return schema.has("properties") ? fields(schema, path) : JsonShape.any();
    }
    if (schema.get("type").isJsonArray()) {
      List<JsonShape> shapes = new ArrayList<>();
      for (JsonElement type : schema.getAsJsonArray("type")) {
        shapes.add(ofType(schema, text(type, path + ".type"), path));
      }
      return new Shapes.Either(shapes);
    }
    return ofType(schema, text(schema.get("type"), path + ".type"), path);
  }

  private static JsonShape ofType(JsonObject schema, String type, String path) {
    return switch (type) {
      case "object" -> schema.has("properties") ? fields(schema, path) : JsonShape.anyObject();
      case "array" -> list(schema, path);
      case "string" ->
          JsonShape.text(whole(schema, "maxLength", JsonShape.MAX_TEXT, JsonShape.MAX_TEXT, path));
      case "number" -> JsonShape.number();
      case "integer" -> JsonShape.integer();
      case "boolean" -> JsonShape.bool();
      case "null" -> new Shapes.Choice(List.of("null"));
      default -> throw wrong(path, "the type '%s' is not known".formatted(type));
    };
  }

  private static JsonShape list(JsonObject schema, String path) {
    JsonShape element =
        schema.has("items") ? shape(schema.get("items"), path + ".items") : JsonShape.any();
    int least = whole(schema, "minItems", 0, JsonShape.MAX_ELEMENTS, path);
    int most =
        whole(schema, "maxItems", Math.max(least, DEFAULT_ELEMENTS), JsonShape.MAX_ELEMENTS, path);
    return JsonShape.list(element, least, most);
  }

  private static JsonShape fields(JsonObject schema, String path) {
    Set<String> required = new TreeSet<>();
    if (schema.has("required")) {
      array(schema.get("required"), path + ".required")
          .forEach(name -> required.add(text(name, path + ".required")));
    }
    List<Shapes.Field> fields = new ArrayList<>();
    JsonObject properties = object(schema.get("properties"), path + ".properties");
    for (Map.Entry<String, JsonElement> property : properties.entrySet()) {
      String name = property.getKey();
      JsonShape shape = shape(property.getValue(), "%s.%s".formatted(path, name));
      fields.add(new Shapes.Field(name, shape, required.remove(name)));
    }
    if (!required.isEmpty()) {
      throw wrong(path, "%s are required but no properties".formatted(required));
    }
    return new Shapes.ObjectOf(fields);
  }

  private static JsonObject object(JsonElement element, String path) {
    if (!element.isJsonObject()) {
      throw wrong(path, "must be an object");
    }
    return element.getAsJsonObject();
  }

  private static JsonArray array(JsonElement element, String path) {
    if (!element.isJsonArray()) {
      throw wrong(path, "must be a list");
    }
    return element.getAsJsonArray();
  }

  private static String text(JsonElement element, String path) {
    if (element instanceof JsonPrimitive value && value.isString()) {
      return value.getAsString();
    }
    throw wrong(path, "must be a string");
  }

  private static int whole(JsonObject schema, String name, int otherwise, int most, String path) {
    if (!schema.has(name)) {
      return otherwise;
    }
    if (schema.get(name) instanceof JsonPrimitive value && value.isNumber()) {
      double number = value.getAsDouble();
      if (number == Math.rint(number) && number >= 0) {
        return (int) Math.min(most, number);
      }
    }
    throw wrong(path, "'%s' must be a whole number of at least 0".formatted(name));
  }

  private static IllegalArgumentException wrong(String path, String message) {
    return new IllegalArgumentException("schema at %s: %s".formatted(path, message));
  }
}
