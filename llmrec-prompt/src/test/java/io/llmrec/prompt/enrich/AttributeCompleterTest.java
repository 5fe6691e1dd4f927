package io.llmrec.prompt.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.llm.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeCompleterTest {

  private static final List<AttributeSpec> SCHEMA =
      List.of(
          AttributeSpec.oneOf("colour", "main colour", "black", "red", "黑色"),
          AttributeSpec.free("capacity", "with its unit"),
          AttributeSpec.free("材质", ""));
  private static final Item KETTLE =
      Item.of("k", "Acme Black electric kettle 1.7 L 304不锈钢 黑色")
          .withAttribute("note", "dark red lid");

  @Test
  void valuesWithTheirQuotesAreKept() {
    Optional<String> text =
        complete(
            "{\"attributes\": [{\"name\": \"colour\", \"value\": \"black\", \"quote\": \"Black\"},"
                + " {\"name\": \"capacity\", \"value\": \"1.7L\", \"quote\": \"kettle 1.7 L\"},"
                + " {\"name\": \"材质\", \"value\": \"不锈钢\", \"quote\": \"304不锈钢\"}]}");

    CompletedAttributes found = CompletedAttributes.parse(text.orElseThrow());
    assertEquals(
        new CompletedAttributes.Found("1.7L", "kettle 1.7 L"), found.byName().get("capacity"));
    assertEquals(
        Map.of("note", "dark red lid", "colour", "black", "capacity", "1.7L", "材质", "不锈钢"),
        found.addTo(KETTLE).attributes());
    assertEquals(text.orElseThrow(), found.text());
  }

  @Test
  void whatTheItemHasAlreadyStays() {
    CompletedAttributes found =
        new CompletedAttributes(Map.of("note", new CompletedAttributes.Found("x", "y")));

    assertEquals(KETTLE, found.addTo(KETTLE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "colour|black|black lid|quote not found",
        "colour|black|lack|quote not found",
        "colour|black|''|quote not found",
        "colour|green|Black|value not allowed",
        "capacity|2 L|1.7 L|value not allowed",
        "capacity|1.7 L|kettle|value not allowed",
        "capacity|''|1.7 L|value not allowed",
        "weight|1.7|1.7|unknown attribute",
        "材质|玻璃|不锈钢|value not allowed",
      })
  void whatTheItemDoesNotSayIsRefused(String name, String value, String quote, String kind) {
    AttributeCompleter completer = completer(answer(name, value, quote));

    assertEquals(List.of(Optional.empty()), completer.summarize(List.of(KETTLE)));
    assertEquals(Map.of(kind, 1L), completer.refusals());
  }

  @Test
  void sameAttributeTwiceAndNothingAtAllAreRefused() {
    String twice =
        answer("colour", "black", "Black").replace("]}", ",")
            + answer("colour", "red", "red").substring("{\"attributes\": [".length());

    AttributeCompleter completer = completer(twice);
    completer.summarize(List.of(KETTLE));
    AttributeCompleter nothing = completer("{\"attributes\": []}");
    nothing.summarize(List.of(KETTLE));

    assertEquals(Map.of("attribute twice", 1L), completer.refusals());
    assertEquals(Map.of("nothing found", 1L), nothing.refusals());
  }

  @Test
  void schemaIsPartOfTheFingerprint() {
    assertNotEquals(
        completer("").fingerprint(),
        AttributeCompleter.of(prompt -> Reply.of(""), SCHEMA.subList(0, 2)).fingerprint());
  }

  @Test
  void misuseIsNamed() {
    assertEquals(
        "schema must have 1 to 50 attributes, has 0",
        message(() -> AttributeCompleter.of(prompt -> Reply.of(""), List.of())));
    assertEquals(
        "schema must not have an attribute twice",
        message(
            () ->
                AttributeCompleter.of(
                    prompt -> Reply.of(""), List.of(SCHEMA.get(0), SCHEMA.get(0)))));
    assertEquals(
        "values of attribute 'a' must be at least 1, were none",
        message(() -> AttributeSpec.oneOf("a", "")));
    assertEquals(
        "attribute 'a' must have a value and a quote",
        message(() -> CompletedAttributes.parse("{\"a\": \"b\"}")));
  }

  private static String message(Runnable misuse) {
    return assertThrows(IllegalArgumentException.class, misuse::run).getMessage();
  }

  private static String answer(String name, String value, String quote) {
    return "{\"attributes\": [{\"name\": \"%s\", \"value\": \"%s\", \"quote\": \"%s\"}]}"
        .formatted(name, value, quote);
  }

  private static AttributeCompleter completer(String reply) {
    return AttributeCompleter.of(prompt -> Reply.of(reply), SCHEMA);
  }

  private static Optional<String> complete(String reply) {
    return completer(reply).summarize(List.of(KETTLE)).get(0).map(Enrichment::text);
  }
}
