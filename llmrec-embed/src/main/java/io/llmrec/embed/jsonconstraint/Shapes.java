package io.llmrec.embed.jsonconstraint;

import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The kinds of shapes. Texts of JSON are kept as bytes of UTF-8, one to a character. */
final class Shapes {

  static final int MAX_DEPTH = 16;

  private Shapes() {}

  static int inRange(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, was %d".formatted(name, least, most, value));
    }
    return value;
  }

  /** A text's bytes of UTF-8, one to a character. */
  static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /**
   * Any value.
   *
   * @param depth how many more levels there may be
   * @param objectOnly whether it must be an object
   */
  record Anything(int depth, boolean objectOnly) implements JsonShape {}

  /** A string. */
  record Text(int maxLength) implements JsonShape {}

  /** One of several JSON texts. */
  record Choice(List<String> literals) implements JsonShape {
    Choice {
      if (literals.isEmpty()) {
        throw new IllegalArgumentException("at least 1 choice is needed, were 0");
      }
      literals = literals.stream().map(Shapes::bytes).toList();
    }
  }

  /** A number. */
  record Numeric(boolean whole) implements JsonShape {}

  /** A list. */
  record ListOf(JsonShape element, int least, int most) implements JsonShape {}

  /** One of several shapes: the first that a value can be. */
  record Either(List<JsonShape> shapes) implements JsonShape {
    Either {
      if (shapes.isEmpty()) {
        throw new IllegalArgumentException("at least 1 shape is needed, were 0");
      }
      shapes = List.copyOf(shapes);
    }
  }

  /** A field of an object. */
  record Field(String name, JsonShape shape, boolean required) {

    /** Its name in JSON, behind the opening quote. */
    String key() {
      return bytes(new JsonPrimitive(name).toString().substring(1));
    }
  }

  /** An object. */
  record ObjectOf(List<Field> fields) implements JsonShape {
    ObjectOf {
      fields = List.copyOf(fields);
      if (fields.stream().map(Field::name).distinct().count() < fields.size()) {
        throw new IllegalArgumentException(
            "fields must have different names, were " + fields.stream().map(Field::name).toList());
      }
    }

    /** Whether nothing that is required stands from this field on. */
    boolean mayEndAt(int index) {
      return fields.subList(index, fields.size()).stream().noneMatch(Field::required);
    }

    /** The index behind the fields of which one may come next. */
    int choicesEnd(int index) {
      for (int i = index; i < fields.size(); i++) {
        if (fields.get(i).required()) {
          return i + 1;
        }
      }
      return fields.size();
    }
  }
}
