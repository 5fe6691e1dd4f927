package io.llmrec.prompt.enrich;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.prompt.PromptTemplate;
import io.llmrec.prompt.StrictJson;
import io.llmrec.prompt.UntrustedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Has a language model find the values of declared attributes in an item's own words, and quote the
 * words each value rests on.
 *
 * <p>Safe for use by several threads when the model is. A reply is kept when it is a JSON object
 * with nothing but a list {@code attributes} of name, value and quote, at least one, no name twice,
 * where each name is declared, each quote stands in the item's title, categories or attributes
 * (letter case, width and spaces apart), and each value is one of the declared ones or, where none
 * are, made of words of the quote. The text of an enrichment is {@link CompletedAttributes#text}.
 * An item that says nothing of any attribute gets no text. How it asks, repairs, counts and fails
 * is said at {@link Enricher}.
 */
public final class AttributeCompleter extends ItemEnricher<AttributeCompleter.Answer> {

  private static final Set<String> PLACES = Set.of("item", "schema");
  private static final int MAX_ATTRIBUTES = 50;
  private static final int MAX_VALUE = 200;

  /**
   * What the model answers.
   *
   * @param attributes what it found
   */
  public record Answer(List<Value> attributes) {}

  /**
   * A value.
   *
   * @param name the attribute's name
   * @param value its value
   * @param quote the words of the item it rests on
   */
  public record Value(String name, String value, String quote) {}

  private AttributeCompleter(
      List<AttributeSpec> schema,
      TaskPrompts prompts,
      LanguageModel model,
      EnrichOptions options,
      String shown) {
    super(
        new EnrichTask<>(
            "complete-attributes/1 " + shown,
            prompts,
            Answer.class,
            item -> input(item, shown),
            (item, input, answer) -> judge(byName(schema), input, answer)),
        model,
        options);
  }

  /**
   * A completer with {@link EnrichOptions#DEFAULT} and the shipped prompts.
   *
   * @param schema the attributes wanted, 1 to 50, no name twice
   */
  public static AttributeCompleter of(LanguageModel model, List<AttributeSpec> schema) {
    return of(model, schema, EnrichOptions.DEFAULT);
  }

  /** A completer with the shipped prompts. */
  public static AttributeCompleter of(
      LanguageModel model, List<AttributeSpec> schema, EnrichOptions options) {
    return new AttributeCompleter(
        schema, ItemTask.shipped("complete_attributes"), model, options, json(schema));
  }

  /**
   * A completer with the host's own prompt, for all languages.
   *
   * @param template takes the values {@code item} and {@code schema}, and asks for an object with
   *     the field {@code attributes}
   * @throws IllegalArgumentException when the template takes other values
   */
  public static AttributeCompleter of(
      LanguageModel model,
      List<AttributeSpec> schema,
      EnrichOptions options,
      PromptTemplate template) {
    return new AttributeCompleter(
        schema, TaskPrompts.own(template, PLACES), model, options, json(schema));
  }

  private static Map<String, AttributeSpec> byName(List<AttributeSpec> schema) {
    Map<String, AttributeSpec> byName = new LinkedHashMap<>();
    schema.forEach(spec -> byName.put(spec.name(), spec));
    return byName;
  }

  private static String json(List<AttributeSpec> schema) {
    if (schema.isEmpty() || schema.size() > MAX_ATTRIBUTES) {
      throw new IllegalArgumentException(
          "schema must have 1 to " + MAX_ATTRIBUTES + " attributes, has " + schema.size());
    }
    if (byName(schema).size() < schema.size()) {
      throw new IllegalArgumentException("schema must not have an attribute twice");
    }
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (AttributeSpec spec : schema) {
      ObjectNode one = json.addObject().put("name", spec.name());
      if (!spec.meaning().isEmpty()) {
        one.put("meaning", spec.meaning());
      }
      if (!spec.values().isEmpty()) {
        ArrayNode values = one.putArray("values");
        spec.values().forEach(values::add);
      }
    }
    return StrictJson.write(json);
  }

  static TaskInput input(Item item, String schema) {
    TaskInput plain = ItemTask.input(item);
    return new TaskInput(
        plain.id(),
        plain.language(),
        Map.of("item", ItemFacts.of(item).json(), "schema", schema),
        plain.texts());
  }

  private static Verdict judge(Map<String, AttributeSpec> schema, TaskInput input, Answer answer) {
    Map<String, CompletedAttributes.Found> found = new LinkedHashMap<>();
    for (Value given : answer.attributes()) {
      AttributeSpec spec = schema.get(given.name());
      if (spec == null) {
        return fault("unknown attribute", given, "is not in the schema");
      }
      String value = UntrustedText.clean(given.value(), MAX_VALUE);
      String quote = UntrustedText.clean(given.quote(), MAX_VALUE);
      if (Words.of(quote).isEmpty() || input.texts().stream().noneMatch(t -> has(t, quote))) {
        return fault("quote not found", given, "has a quote that is not in the item");
      }
      if (!fits(spec, value, quote)) {
        return fault("value not allowed", given, "has a value that its quote or list lacks");
      }
      if (found.put(given.name(), new CompletedAttributes.Found(value, quote)) != null) {
        return fault("attribute twice", given, "is there twice");
      }
    }
    return found.isEmpty()
        ? Verdict.refuse("nothing found", "there is no attribute in it")
        : Verdict.keep(new CompletedAttributes(found).text());
  }

  private static boolean fits(AttributeSpec spec, String value, String quote) {
    if (!spec.values().isEmpty()) {
      return spec.values().contains(value);
    }
    return !Words.of(value).isEmpty() && new Fidelity(List.of(quote)).firstInvented(value) == null;
  }

  /** Whether a text has the words of a quote in one piece, Chinese also inside a run. */
  private static boolean has(String text, String quote) {
    String said = String.join(" ", Words.of(text));
    String words = String.join(" ", Words.of(quote));
    int at = said.indexOf(words);
    while (at >= 0) {
      if (isEdge(said, at) && isEdge(said, at + words.length())) {
        return true;
      }
      at = said.indexOf(words, at + 1);
    }
    return false;
  }

  private static boolean isEdge(String text, int at) {
    return at == 0
        || at == text.length()
        || isBreak(text.codePointBefore(at))
        || isBreak(text.codePointAt(at));
  }

  private static boolean isBreak(int c) {
    return c == ' ' || Character.isIdeographic(c);
  }

  private static Verdict fault(String kind, Value value, String what) {
    return Verdict.refuse(
        kind, "attribute '" + UntrustedText.clean(value.name(), MAX_VALUE) + "' " + what);
  }
}
