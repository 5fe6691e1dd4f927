package io.llmrec.prompt.structured;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.prompt.UntrustedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a value of JSON must be, and how it becomes one of Java. Immutable. */
interface Form {

  /** The longest list that is read. */
  int MAX_ELEMENTS = 1000;

  /** The schema of the values. */
  ObjectNode schema();

  /**
   * The value in Java.
   *
   * @param path where it stands, for messages
   * @throws FormException when it does not fit
   */
  @Nullable Object read(JsonNode node, String path);

  /** A schema of one type. */
  static ObjectNode type(String name) {
    return JsonNodeFactory.instance.objectNode().put("type", name);
  }

  /** The failure of a value that is something else. */
  static FormException wrong(String path, String wanted, JsonNode was) {
    return new FormException(
        "%s must be %s, was %s".formatted(path, wanted, UntrustedText.clean(was.toString(), 60)));
  }

  /** A text. */
  record Text() implements Form {

    @Override
    public ObjectNode schema() {
      return type("string");
    }

    @Override
    public Object read(JsonNode node, String path) {
      if (!node.isTextual()) {
        throw wrong(path, "a text", node);
      }
      return node.textValue();
    }
  }

  /** True or false. */
  record Flag() implements Form {

    @Override
    public ObjectNode schema() {
      return type("boolean");
    }

    @Override
    public Object read(JsonNode node, String path) {
      if (!node.isBoolean()) {
        throw wrong(path, "true or false", node);
      }
      return node.booleanValue();
    }
  }

  /** A whole number of 32 bits, or of 64. */
  record Whole(boolean small) implements Form {

    @Override
    public ObjectNode schema() {
      return type("integer");
    }

    @Override
    public Object read(JsonNode node, String path) {
      boolean fits = small ? node.canConvertToInt() : node.canConvertToLong();
      if (!node.isIntegralNumber() || !fits) {
        throw wrong(path, small ? "a whole number of 32 bits" : "a whole number", node);
      }
      return small ? (Object) node.intValue() : (Object) node.longValue();
    }
  }

  /** A number. */
  record Decimal() implements Form {

    @Override
    public ObjectNode schema() {
      return type("number");
    }

    @Override
    public Object read(JsonNode node, String path) {
      if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
        throw wrong(path, "a number", node);
      }
      return node.doubleValue();
    }
  }

  /** One of few names. */
  record Choice(List<Enum<?>> constants) implements Form {

    static Choice of(Class<?> type) {
      List<Enum<?>> constants = new ArrayList<>();
      for (Object constant : type.getEnumConstants()) {
        constants.add((Enum<?>) constant);
      }
      return new Choice(constants);
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = type("string");
      constants.forEach(constant -> schema.withArray("enum").add(constant.name()));
      return schema;
    }

    @Override
    public Object read(JsonNode node, String path) {
      for (Enum<?> constant : constants) {
        if (node.isTextual() && constant.name().equals(node.textValue())) {
          return constant;
        }
      }
      throw wrong(path, "one of " + Arrays.toString(constants.toArray()), node);
    }
  }

  /** Any number of values of one form. */
  record Many(Form element) implements Form {

    @Override
    public ObjectNode schema() {
      ObjectNode schema = type("array");
      schema.set("items", element.schema());
      return schema;
    }

    @Override
    public Object read(JsonNode node, String path) {
      if (!node.isArray()) {
        throw wrong(path, "a list", node);
      }
      if (node.size() > MAX_ELEMENTS) {
        throw new FormException(
            "%s must have at most %d elements, has %d".formatted(path, MAX_ELEMENTS, node.size()));
      }
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = 0; i < node.size(); i++) {
        values.add(element.read(node.get(i), path + '[' + i + ']'));
      }
      return List.copyOf(values);
    }
  }

  /** A value or null; in Java null or an {@link Optional}. */
  record Maybe(Form value, boolean optional) implements Form {

    @Override
    public ObjectNode schema() {
      ObjectNode schema = JsonNodeFactory.instance.objectNode();
      schema.putArray("anyOf").add(value.schema()).add(type("null"));
      return schema;
    }

    @Override
    public @Nullable Object read(JsonNode node, String path) {
      Object read = node.isNull() ? null : value.read(node, path);
      return optional ? Optional.ofNullable(read) : read;
    }
  }
}
