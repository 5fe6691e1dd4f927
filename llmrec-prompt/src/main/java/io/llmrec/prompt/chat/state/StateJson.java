package io.llmrec.prompt.chat.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.prompt.StrictJson;
import io.llmrec.prompt.chat.filter.Filter;
import io.llmrec.prompt.chat.filter.FilterException;
import io.llmrec.prompt.chat.filter.FilterJson;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Conversation states and profiles as JSON, with a version.
 *
 * <p>What is read may come from anywhere: longer than {@value #MAX_CHARS} characters, of another
 * version, with unknown or missing fields, or beyond the bounds of the records, it is refused. Safe
 * for use by several threads.
 */
public final class StateJson {

  /** The longest text that is read. */
  public static final int MAX_CHARS = 1 << 20;

  private static final int VERSION = 1;

  private StateJson() {}

  /** Writes a state. */
  public static String write(ConversationState state) {
    ObjectNode json = object().put("version", VERSION).put("id", state.id());
    json.put("user", state.userId()).put("turn", state.turn());
    json.put("consent", state.consent().name());
    put(json, "wishes", state.wishes(), StateJson::write);
    put(json, "steps", state.steps(), StateJson::write);
    put(json, "shown", state.shown(), StateJson::write);
    put(json, "recent", state.dialogue().recent(), StateJson::write);
    json.put("summary", state.dialogue().summary());
    return StrictJson.write(json);
  }

  /** Writes a profile. */
  public static String write(LongTermProfile profile) {
    ObjectNode json = object().put("version", VERSION).put("user", profile.userId());
    put(json, "wishes", profile.wishes(), StateJson::write);
    put(json, "items", profile.items(), StateJson::write);
    return StrictJson.write(json);
  }

  /**
   * Reads a state.
   *
   * @throws IllegalArgumentException when the text is none
   */
  public static ConversationState readState(String json) {
    return read(
        json,
        fields -> {
          fields.requireVersion(VERSION);
          ConversationState state =
              new ConversationState(
                  fields.text("id"),
                  fields.text("user"),
                  fields.number("turn"),
                  fields.list("wishes", StateJson::wish),
                  fields.list("steps", StateJson::step),
                  fields.list("shown", StateJson::shown),
                  new Dialogue(fields.list("recent", StateJson::utterance), fields.text("summary")),
                  fields.constant("consent", Consent.class));
          return state;
        });
  }

  /**
   * Reads a profile.
   *
   * @throws IllegalArgumentException when the text is none
   */
  public static LongTermProfile readProfile(String json) {
    return read(
        json,
        fields -> {
          fields.requireVersion(VERSION);
          return new LongTermProfile(
              fields.text("user"),
              fields.list("wishes", StateJson::wish),
              fields.list("items", StateJson::shown));
        });
  }

  private static <T> T read(String json, Function<StateFields, T> reader) {
    if (json.length() > MAX_CHARS) {
      throw new IllegalArgumentException(
          "a state must have at most %d characters, had %d".formatted(MAX_CHARS, json.length()));
    }
    try {
      return whole(StrictJson.read(json), reader);
    } catch (JsonProcessingException | FilterException e) {
      // Not the cause's message: it may quote what a user said.
      throw new IllegalArgumentException("a state must be the JSON that was written, was not");
    }
  }

  private static <T> T whole(JsonNode node, Function<StateFields, T> reader) {
    StateFields fields = new StateFields(node);
    T value = reader.apply(fields);
    fields.requireNoMore();
    return value;
  }

  private static ObjectNode write(Wish wish) {
    ObjectNode json = object().put("kind", wish.kind().name()).put("text", wish.text());
    putFilter(json, wish.filter());
    return json.put("turn", wish.turn()).put("ended", wish.ended());
  }

  private static Wish wish(JsonNode node) {
    return whole(
        node,
        fields ->
            new Wish(
                fields.constant("kind", Wish.Kind.class),
                fields.text("text"),
                filter(fields),
                fields.number("turn"),
                fields.number("ended")));
  }

  private static ObjectNode write(Step step) {
    ObjectNode json = object().put("kind", step.kind().name()).put("text", step.text());
    putFilter(json, step.filter());
    ArrayNode ids = json.putArray("items");
    step.itemIds().forEach(ids::add);
    return json.put("turn", step.turn()).put("ended", step.ended());
  }

  private static Step step(JsonNode node) {
    return whole(
        node,
        fields ->
            new Step(
                fields.constant("kind", Step.Kind.class),
                fields.text("text"),
                filter(fields),
                fields.list("items", StateFields::requireText),
                fields.number("turn"),
                fields.number("ended")));
  }

  private static ObjectNode write(ShownItem item) {
    return object()
        .put("item", item.itemId())
        .put("turn", item.turn())
        .put("reaction", item.reaction().name());
  }

  private static ShownItem shown(JsonNode node) {
    return whole(
        node,
        fields ->
            new ShownItem(
                fields.text("item"),
                fields.number("turn"),
                fields.constant("reaction", ShownItem.Reaction.class)));
  }

  private static ObjectNode write(Utterance utterance) {
    return object().put("speaker", utterance.speaker().name()).put("text", utterance.text());
  }

  private static Utterance utterance(JsonNode node) {
    return whole(
        node,
        fields ->
            new Utterance(
                fields.constant("speaker", Utterance.Speaker.class), fields.text("text")));
  }

  private static void putFilter(ObjectNode json, @Nullable Filter filter) {
    if (filter != null) {
      json.set("filter", FilterJson.write(filter));
    }
  }

  private static @Nullable Filter filter(StateFields fields) {
    JsonNode node = fields.optional("filter");
    return node == null ? null : FilterJson.read(node);
  }

  private static <T> void put(
      ObjectNode json, String name, List<T> values, Function<T, ObjectNode> writer) {
    List<JsonNode> nodes = new ArrayList<>();
    values.forEach(value -> nodes.add(writer.apply(value)));
    json.putArray(name).addAll(nodes);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
