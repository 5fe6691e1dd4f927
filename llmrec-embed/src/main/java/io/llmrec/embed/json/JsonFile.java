package io.llmrec.embed.json;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A settings file: one JSON object, read strictly, of at most 16 MiB. Every getter says, when it
 * fails, which file and which setting it was.
 *
 * <p>Immutable.
 */
public final class JsonFile {

  private static final long MAX_BYTES = 16L << 20;

  private final String where;
  private final JsonObject object;

  private JsonFile(String where, JsonObject object) {
    this.where = where;
    this.object = object;
  }

  /**
   * Reads a file that holds an object.
   *
   * @throws UncheckedIOException when it cannot be read
   * @throws IllegalArgumentException when it is not JSON, or no object
   */
  public static JsonFile read(Path file) {
    return object(file.toString(), parse(file));
  }

  /** Reads a file that holds a list of objects; fails as {@link #read} does. */
  public static List<JsonFile> readList(Path file) {
    JsonElement root = parse(file);
    if (!root.isJsonArray()) {
      throw new IllegalArgumentException(file + ": must be a list");
    }
    return root.getAsJsonArray().asList().stream()
        .map(element -> object(file.toString(), element))
        .toList();
  }

  private static JsonElement parse(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException(
            "%s: must be of at most %d bytes, is of %d"
                .formatted(file, MAX_BYTES, Files.size(file)));
      }
      JsonReader reader = StrictJson.reader(Files.readAllBytes(file));
      JsonElement root = JsonParser.parseReader(reader);
      StrictJson.end(reader);
      return root;
    } catch (MalformedJsonException | JsonParseException | IllegalStateException e) {
      throw new IllegalArgumentException(file + ": is not JSON: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static JsonFile object(String where, JsonElement element) {
    if (!element.isJsonObject()) {
      throw new IllegalArgumentException(where + ": must be an object");
    }
    return new JsonFile(where, element.getAsJsonObject());
  }

  /** Whether there is a value that is not null. */
  public boolean has(String name) {
    return get(name) != null;
  }

  private @Nullable JsonElement get(String name) {
    JsonElement value = object.get(name);
    return value == null || value.isJsonNull() ? null : value;
  }

  private JsonPrimitive primitive(String name, String wanted) {
    JsonElement value = get(name);
    if (value instanceof JsonPrimitive primitive) {
      return primitive;
    }
    throw wrong(name, wanted, value);
  }

  private IllegalArgumentException wrong(String name, String wanted, @Nullable JsonElement value) {
    String found = value == null ? "is missing" : "is " + shortened(value.toString());
    return new IllegalArgumentException(
        "%s: '%s' must be %s, %s".formatted(where, name, wanted, found));
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }

  /** A text. */
  public String text(String name) {
    JsonPrimitive value = primitive(name, "a text");
    if (!value.isString()) {
      throw wrong(name, "a text", value);
    }
    return value.getAsString();
  }

  /** A text, or another one where there is none. */
  public String text(String name, String otherwise) {
    return has(name) ? text(name) : otherwise;
  }

  /** A whole number in a range. */
  public int whole(String name, int least, int most) {
    String wanted = "a whole number from %d to %d".formatted(least, most);
    double value = number(name, wanted);
    if (!(value == Math.rint(value) && value >= least && value <= most)) {
      throw wrong(name, wanted, get(name));
    }
    return (int) value;
  }

  /** A finite number. */
  public double real(String name) {
    return number(name, "a number");
  }

  /** A finite number, or another one where there is none. */
  public double real(String name, double otherwise) {
    return has(name) ? real(name) : otherwise;
  }

  private double number(String name, String wanted) {
    JsonPrimitive value = primitive(name, wanted);
    if (!value.isNumber() || !Double.isFinite(value.getAsDouble())) {
      throw wrong(name, wanted, value);
    }
    return value.getAsDouble();
  }

  /** True or false, or what it is where there is neither. */
  public boolean flag(String name, boolean otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    JsonPrimitive value = primitive(name, "true or false");
    if (!value.isBoolean()) {
      throw wrong(name, "true or false", value);
    }
    return value.getAsBoolean();
  }

  /** An object within this one, empty where there is none. */
  public JsonFile inner(String name) {
    JsonElement value = get(name);
    if (value == null) {
      return new JsonFile(where + ": '" + name + "'", new JsonObject());
    }
    if (!value.isJsonObject()) {
      throw wrong(name, "an object", value);
    }
    return new JsonFile(where + ": '" + name + "'", value.getAsJsonObject());
  }

  /** Whether there is a text. */
  public boolean isText(String name) {
    return get(name) instanceof JsonPrimitive value && value.isString();
  }

  /** The objects of a list, none where there is nothing. */
  public List<JsonFile> inners(String name) {
    JsonElement value = get(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isJsonArray()) {
      throw wrong(name, "a list of objects", value);
    }
    String inner = "%s: '%s'".formatted(where, name);
    return value.getAsJsonArray().asList().stream().map(element -> object(inner, element)).toList();
  }

  /** The length of a list or number of fields of an object, or -1 where there is neither. */
  public int length(String name) {
    JsonElement value = get(name);
    if (value == null) {
      return -1;
    }
    return value.isJsonArray()
        ? value.getAsJsonArray().size()
        : value.isJsonObject() ? value.getAsJsonObject().size() : -1;
  }

  /** The whole numbers of a list or the one that stands there, none where there is nothing. */
  public List<Integer> wholes(String name) {
    JsonElement value = get(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isJsonArray()) {
      return List.of(whole(name, 0, Integer.MAX_VALUE));
    }
    try {
      return value.getAsJsonArray().asList().stream().map(JsonElement::getAsInt).toList();
    } catch (NumberFormatException | UnsupportedOperationException | IllegalStateException e) {
      throw new IllegalArgumentException(
          "%s: '%s' must be a list of whole numbers".formatted(where, name), e);
    }
  }

  /** The finite numbers of a list. */
  public List<Double> reals(String name) {
    JsonElement value = get(name);
    String wanted = "a list of numbers";
    if (value == null || !value.isJsonArray()) {
      throw wrong(name, wanted, value);
    }
    List<Double> reals = new ArrayList<>();
    for (JsonElement element : value.getAsJsonArray()) {
      boolean number = element instanceof JsonPrimitive one && one.isNumber();
      if (!number || !Double.isFinite(element.getAsDouble())) {
        throw wrong(name, wanted, value);
      }
      reals.add(element.getAsDouble());
    }
    return reals;
  }

  /** All fields that are texts. */
  public Map<String, String> texts() {
    return object.entrySet().stream()
        .filter(e -> e.getValue() instanceof JsonPrimitive value && value.isString())
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().getAsString()));
  }

  /** Where this comes from, for messages. */
  @Override
  public String toString() {
    return where;
  }
}
