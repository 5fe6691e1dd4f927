package io.llmrec.embed.tokenizer;

import static io.llmrec.embed.tokenizer.UnknownPartException.require;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Set;

/** Fields of a part of a {@code tokenizer.json}; whatever is not as expected is an unknown part. */
final class JsonParts {

  private JsonParts() {}

  /** An object that has no fields but those named. */
  static JsonObject object(JsonElement part, Set<String> fields) throws UnknownPartException {
    require(part.isJsonObject(), "not an object");
    JsonObject object = part.getAsJsonObject();
    require(fields.containsAll(object.keySet()), "fields beyond " + fields);
    return object;
  }

  /** The field {@code type} of an object. */
  static String type(JsonElement part) throws UnknownPartException {
    require(part.isJsonObject(), "not an object");
    return text(part.getAsJsonObject(), "type");
  }

  static String text(JsonObject object, String field) throws UnknownPartException {
    JsonPrimitive value = primitive(object, field);
    require(value.isString(), field + " is no text");
    return value.getAsString();
  }

  static boolean flag(JsonObject object, String field) throws UnknownPartException {
    JsonPrimitive value = primitive(object, field);
    require(value.isBoolean(), field + " is not true or false");
    return value.getAsBoolean();
  }

  static boolean flag(JsonObject object, String field, Boolean otherwise)
      throws UnknownPartException {
    return isNull(object, field) ? otherwise : flag(object, field);
  }

  /** A whole number from 0 to a largest one. */
  static long whole(JsonObject object, String field, long most) throws UnknownPartException {
    JsonPrimitive value = primitive(object, field);
    require(value.isNumber() && value.getAsString().matches("[0-9]{1,18}"), field);
    require(value.getAsLong() <= most, field + " is too large");
    return value.getAsLong();
  }

  static boolean isNull(JsonObject object, String field) {
    return !object.has(field) || object.get(field).isJsonNull();
  }

  static Iterable<JsonElement> list(JsonObject object, String field, int most)
      throws UnknownPartException {
    require(object.has(field) && object.get(field).isJsonArray(), field + " is no list");
    require(object.getAsJsonArray(field).size() <= most, field + " is too long");
    return object.getAsJsonArray(field);
  }

  private static JsonPrimitive primitive(JsonObject object, String field)
      throws UnknownPartException {
    if (object.get(field) instanceof JsonPrimitive value) {
      return value;
    }
    throw new UnknownPartException(field + " is missing");
  }
}
