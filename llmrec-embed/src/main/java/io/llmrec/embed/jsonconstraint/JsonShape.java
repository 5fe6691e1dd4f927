package io.llmrec.embed.jsonconstraint;

import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a JSON value must look like.
 *
 * <p>Immutable.
 */
public sealed interface JsonShape
    permits Shapes.Anything,
        Shapes.Text,
        Shapes.Choice,
        Shapes.Numeric,
        Shapes.ListOf,
        Shapes.ObjectOf,
        Shapes.Either {

  /** The most elements that a list can be held to. */
  int MAX_ELEMENTS = 10_000;

  /** The longest string that a string can be held to, in characters. */
  int MAX_TEXT = 1 << 20;

  /** Any value, lists and objects at most 16 levels deep; an object has no name twice. */
  static JsonShape any() {
    return new Shapes.Anything(Shapes.MAX_DEPTH, false);
  }

  /** Any object. */
  static JsonShape anyObject() {
    return new Shapes.Anything(Shapes.MAX_DEPTH, true);
  }

  /** Any string of at most so many characters, 0 to {@value #MAX_TEXT}. */
  static JsonShape text(int maxLength) {
    return new Shapes.Text(Shapes.inRange("maxLength", maxLength, 0, MAX_TEXT));
  }

  /** One of these strings, at least one. */
  static JsonShape oneOf(String... texts) {
    return new Shapes.Choice(
        Arrays.stream(texts).map(text -> new JsonPrimitive(text).toString()).toList());
  }

  /** A number of at most 15 digits, 6 behind the point, and an exponent of 2. */
  static JsonShape number() {
    return new Shapes.Numeric(false);
  }

  /** A whole number of at most 15 digits. */
  static JsonShape integer() {
    return new Shapes.Numeric(true);
  }

  /** True or false. */
  static JsonShape bool() {
    return new Shapes.Choice(List.of("true", "false"));
  }

  /** This or null. */
  static JsonShape nullable(JsonShape shape) {
    return new Shapes.Either(List.of(shape, new Shapes.Choice(List.of("null"))));
  }

  /** A list of so many elements, 0 to {@value #MAX_ELEMENTS}. */
  static JsonShape list(JsonShape element, int least, int most) {
    Shapes.inRange("most", most, 0, MAX_ELEMENTS);
    return new Shapes.ListOf(element, Shapes.inRange("least", least, 0, most), most);
  }

  /** An object, to be given its fields. */
  static ObjectBuilder object() {
    return new ObjectBuilder();
  }

  /**
   * The shape that a JSON Schema describes. Known are {@code type} (one or several), {@code
   * properties} (in the order given), {@code required}, {@code additionalProperties}, {@code
   * items}, {@code minItems}, {@code maxItems}, {@code maxLength}, {@code enum}, {@code const},
   * {@code anyOf} and annotations; a field with no other one than those of {@code properties} is
   * ever written.
   *
   * @throws IllegalArgumentException when it is not one, or uses another keyword, which is named
   */
  static JsonShape ofSchema(String schema) {
    return SchemaReader.read(schema);
  }

  /** Collects the fields of an object, which are written in this order. */
  final class ObjectBuilder {

    private final List<Shapes.Field> fields = new ArrayList<>();

    private ObjectBuilder() {}

    /** A field that is always there. */
    public ObjectBuilder field(String name, JsonShape shape) {
      fields.add(new Shapes.Field(name, shape, true));
      return this;
    }

    /** A field that may be left out. */
    public ObjectBuilder optional(String name, JsonShape shape) {
      fields.add(new Shapes.Field(name, shape, false));
      return this;
    }

    /**
     * The shape.
     *
     * @throws IllegalArgumentException when two fields have one name
     */
    public JsonShape build() {
      return new Shapes.ObjectOf(fields);
    }
  }
}
