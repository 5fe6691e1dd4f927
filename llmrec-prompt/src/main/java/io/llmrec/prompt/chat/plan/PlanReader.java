package io.llmrec.prompt.chat.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.prompt.JsonReply;
import io.llmrec.prompt.JsonSchema;
import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.chat.plan.Plan.Act;
import io.llmrec.prompt.chat.plan.Plan.NewReaction;
import io.llmrec.prompt.chat.plan.Plan.NewWish;
import io.llmrec.prompt.chat.plan.Plan.ToolCall;
import io.llmrec.prompt.chat.state.ShownItem;
import io.llmrec.prompt.chat.state.Wish;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a plan from what a model said: one JSON object with {@code act} and, where there is
 * something to say, {@code wishes}, {@code drop}, {@code reactions}, {@code tools} and {@code say}.
 *
 * <p>Other fields, other types, unknown constants and lists of more than {@value #MAX_LIST} are
 * refused; texts are made harmless and cut. Safe for use by several threads.
 */
public final class PlanReader {

  /** The longest list in a plan. */
  public static final int MAX_LIST = 32;

  private static final int MAX_NAME = 60;
  private static final int MAX_SAY = 600;
  private static final Set<String> FIELDS =
      Set.of("act", "wishes", "drop", "reactions", "tools", "say");

  private static final JsonSchema SCHEMA = JsonSchema.of("plan", resource("plan.schema.json"));

  private PlanReader() {}

  /** The form of a plan, for a server that makes its model keep to one. */
  public static JsonSchema schema() {
    return SCHEMA;
  }

  /**
   * The plan in a reply.
   *
   * @throws PlanException when there is none
   */
  public static Plan read(String reply) {
    ObjectNode json =
        JsonReply.object(reply)
            .orElseThrow(() -> new PlanException("there is no valid JSON object in it"));
    onlyFields(json, FIELDS, "the plan");
    return new Plan(
        constant(json.get("act"), Act.class, "act"),
        list(json, "wishes", PlanReader::wish),
        list(json, "drop", node -> text(node, "an entry of drop", MAX_NAME)),
        list(json, "reactions", PlanReader::reaction),
        list(json, "tools", PlanReader::call),
        json.hasNonNull("say") ? text(json.get("say"), "say", MAX_SAY) : "");
  }

  private static NewWish wish(JsonNode node) {
    onlyFields(node, Set.of("kind", "text", "filter"), "a wish");
    String text = text(node.get("text"), "text of a wish", Wish.MAX_TEXT - 1);
    if (text.isEmpty()) {
      throw new PlanException("text of a wish must not be empty");
    }
    return new NewWish(
        constant(node.get("kind"), Wish.Kind.class, "kind of a wish"),
        text,
        node.hasNonNull("filter") ? node.get("filter") : null);
  }

  private static NewReaction reaction(JsonNode node) {
    onlyFields(node, Set.of("item", "reaction"), "a reaction");
    return new NewReaction(
        text(node.get("item"), "item of a reaction", Wish.MAX_TEXT),
        constant(node.get("reaction"), ShownItem.Reaction.class, "reaction"));
  }

  private static ToolCall call(JsonNode node) {
    onlyFields(node, Set.of("tool", "input"), "a tool call");
    JsonNode input = node.get("input");
    if (input != null && !input.isObject() && !input.isNull()) {
      throw new PlanException("input of a tool must be an object");
    }
    return new ToolCall(
        text(node.get("tool"), "tool", MAX_NAME),
        input instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode());
  }

  private static void onlyFields(JsonNode node, Set<String> allowed, String what) {
    if (!node.isObject()) {
      throw new PlanException(what + " must be an object");
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!allowed.contains(name)) {
        throw new PlanException(
            "%s has an unknown field '%s'; allowed are %s"
                .formatted(
                    what, UntrustedText.clean(name, MAX_NAME), allowed.stream().sorted().toList()));
      }
    }
  }

  private static <T> List<T> list(ObjectNode json, String name, Function<JsonNode, T> reader) {
    JsonNode node = json.get(name);
    if (node == null || node.isNull()) {
      return List.of();
    }
    if (!node.isArray() || node.size() > MAX_LIST) {
      throw new PlanException("%s must be a list of at most %d".formatted(name, MAX_LIST));
    }
    List<T> values = new ArrayList<>();
    node.forEach(value -> values.add(reader.apply(value)));
    return values;
  }

  private static <E extends Enum<E>> E constant(
      @Nullable JsonNode node, Class<E> type, String what) {
    String value = node == null ? "" : node.asText("");
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(value)) {
        return constant;
      }
    }
    throw new PlanException(
        "%s must be one of %s, was '%s'"
            .formatted(
                what,
                Arrays.stream(type.getEnumConstants())
                    .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                    .toList(),
                UntrustedText.clean(value, MAX_NAME)));
  }

  private static String text(@Nullable JsonNode node, String what, int most) {
    if (node == null || !node.isTextual()) {
      throw new PlanException(what + " must be a text");
    }
    return UntrustedText.clean(node.textValue(), most);
  }

  private static String resource(String name) {
    try (InputStream in = PlanReader.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource '" + name + "' is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource '" + name + "'", e);
    }
  }
}
