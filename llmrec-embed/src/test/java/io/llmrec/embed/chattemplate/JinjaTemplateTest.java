package io.llmrec.embed.chattemplate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JinjaTemplateTest {

  private static final Map<String, Object> VALUES =
      Map.of(
          "list", List.of(1, 2, 3, 4),
          "map", new TreeMap<>(Map.of("a", 1, "b", "x")),
          "messages",
              List.of(
                  Map.of("role", "user", "content", "hi"),
                  Map.of("role", "assistant", "content", "yo", "name", "n")));

  /** Lines of template and text, both JSON strings; the texts are those of Jinja 3.1. */
  static Stream<Arguments> expressions() {
    Gson gson = new Gson();
    return resource("expressions.tsv")
        .lines()
        .map(line -> line.split("\t"))
        .map(
            pair ->
                Arguments.of(
                    gson.fromJson(pair[0], String.class), gson.fromJson(pair[1], String.class)));
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void rendersAsJinjaDoes(String template, String text) {
    assertEquals(text, JinjaTemplate.parse(template).render(VALUES));
  }

  private static final List<Map<String, String>> TURNS =
      List.of(
          Map.of("role", "user", "content", " Hi \n"),
          Map.of("role", "assistant", "content", "<think>\nWell.\n</think>\n\nHello"),
          Map.of("role", "user", "content", "Bye"));

  private static final List<Map<String, String>> RULES_AND_TURNS =
      Stream.concat(Stream.of(Map.of("role", "system", "content", "Be brief.")), TURNS.stream())
          .toList();

  /** Templates in the manner of model families; the texts are those of Jinja 3.1. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "chatml",
        "qwen2",
        "qwen3",
        "llama2",
        "llama3",
        "mistral",
        "gemma",
        "phi",
        "zephyr",
        "deepseek",
        "granite"
      })
  void rendersTheTemplatesOfFamilies(String family) {
    JinjaTemplate template = JinjaTemplate.parse(resource(family + ".jinja"));

    String all =
        shown("rules", template, RULES_AND_TURNS, Map.of())
            + shown("plain", template, TURNS, Map.of())
            + shown("quiet", template, TURNS, Map.of("enable_thinking", false));

    assertEquals(resource(family + ".txt"), all);
  }

  private static String shown(
      String name, JinjaTemplate template, List<Map<String, String>> turns, Map<String, ?> more) {
    Map<String, Object> values = new HashMap<>(more);
    values.put("messages", turns);
    values.put("tools", null);
    values.put("documents", null);
    values.put("bos_token", "<s>");
    values.put("eos_token", "</s>");
    values.put("add_generation_prompt", true);
    String text;
    try {
      text = template.render(values);
    } catch (TemplateException e) {
      assertTrue(e.refused(), e.getMessage());
      text = e.getMessage().replace("the chat template refuses these turns:", "REFUSED");
    }
    return "=== " + name + "\n" + text + "\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "{% include 'x' %}#line 1: the statement 'include' is not supported here, supported are"
            + " [break, continue, for, generation, if, macro, set]",
        "a\\n"
            + "{% if x %}\\n"
            + "{% import 'os' as os %}#line 3: the statement 'import' is not supported here,"
            + " supported are [break, continue, for, generation, if, macro, set]",
        "{% if x %}#line 1: the block's end 'endif' is needed, found the end of the template",
        "{% endif %}#line 1: the statement 'endif' is not supported here, supported are [break,"
            + " continue, for, generation, if, macro, set]",
        "{{ lipsum() }}#line 1: the function 'lipsum' is not supported, supported are [dict,"
            + " namespace, raise_exception, range]",
        "{{ x.__class__() }}#line 1: the method '__class__' is not supported, supported are [count,"
            + " endswith, find, get, items, join, keys, lower, lstrip, replace, rstrip, split,"
            + " splitlines, startswith, strip, title, upper, values, capitalize]",
        "{{ x() () }}#line 1: the function 'x' is not supported, supported are [dict, namespace,"
            + " raise_exception, range]",
        "{{ x.y.z()() }}#line 1: the method 'z' is not supported, supported are",
        "{{ x is callable }}#line 1: the test 'callable' is not supported, supported are",
        "{{ x | attr('y') }}#line 1: the filter 'attr' is not supported, supported are",
        "{{ x#line 1: a tag has no end '}}'",
        "{{ 'x }}#line 1: a string has no end",
        "{{ a b }}#line 1: the end of the tag is needed, found 'b'",
        "{{ ] }}#line 1: ']' closes nothing",
        "{{ x ? y }}#line 1: the character '?' means nothing here",
        "{{ }}#line 1: a value is needed, found the end of the tag",
        "{% break %}#line 1: 'break' and 'continue' belong into a loop",
        "{% for x in y recursive %}{% endfor %}#line 1: the end of the tag is needed, found"
            + " 'recursive'",
        "{{ 99999999999999999999 }}#line 1: the number 999999999999999999... is too long",
        "{{ '\\\\u12' }}#line 1: an escape needs 4 hexadecimal digits"
      })
  void refusesWhatItCannotRender(String template, String message) {
    String source = template.replace("\\n", "\n").replace("\\\\", "\\");

    Exception error =
        assertThrows(IllegalArgumentException.class, () -> JinjaTemplate.parse(source));

    assertTrue(
        error.getMessage().startsWith("chat template, " + firstWords(message)), error.getMessage());
  }

  @Test
  void refusesACommentWithoutEnd() {
    Exception error =
        assertThrows(IllegalArgumentException.class, () -> JinjaTemplate.parse("a\n{# x"));

    assertEquals("chat template, line 2: a comment has no end '#}'", error.getMessage());
  }

  private static String firstWords(String message) {
    int list = message.indexOf("[");
    return list < 0 ? message : message.substring(0, list);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{{ gone.x }}#line 1: 'gone' is undefined",
        "a%n{{ gone() }}#the function",
        "{{ strftime_now('%d') }}#line 1: 'strftime_now' is undefined here",
        "{{ 1 + 'a' }}#line 1: '+' of a number and a string means nothing",
        "{{ 'a' + gone }}#line 1: '+' of a string and undefined ('gone') means nothing",
        "{{ 1 / 0 }}#line 1: division by zero",
        "{{ 9 // 0 }}#line 1: 9 // 0: / by zero",
        "{{ 10 ** 400 }}#line 1: 10.0 ** 400.0 is no finite number",
        "{{ list.items() }}#line 1: a list has no method 'items'",
        "{{ none | length }}#line 1: none has no length",
        "{{ list[::0] }}#line 1: the step of a slice is 0",
        "{{ namespace }}{{ namespace(a=1) }}#line 1: an object cannot be written",
        "{% set list.x = 1 %}#line 1: 'list' is no namespace, so nothing in it can be set",
        "{% for a, b in [[1]] %}{% endfor %}#line 1: 2 names for 1 values",
        "{% for a in 5 %}{% endfor %}#line 1: a number has no elements",
        "{% for a in [1] %}{{ loop.cycle }}{% endfor %}#line 1: 'loop.cycle' is not supported",
        "{{ 'a' | tojson(ensure_ascii=true) }}#line 1: tojson with ensure_ascii is not supported",
        "{{ raise_exception('no') }}#the chat template refuses these turns: no",
        "{% macro f(a) %}{% endmacro %}{{ f(1, 2) }}#line 1: arguments 2 and [] are more than are"
            + " supported"
      })
  void saysWhatGoesWrongWhereverItDoes(String template, String message) {
    Exception error =
        assertThrows(RuntimeException.class, () -> JinjaTemplate.parse(template).render(VALUES));

    assertTrue(error.getMessage().contains(message), error.getMessage());
  }

  @Test
  void takesOnlyPlainValues() {
    Exception error =
        assertThrows(
            IllegalArgumentException.class,
            () -> JinjaTemplate.parse("x").render(Map.of("x", new Object())));

    assertEquals(
        "values must be strings, booleans, numbers, lists or maps, was java.lang.Object",
        error.getMessage());
  }

  @Test
  void knowsWhatItMayWrite() {
    JinjaTemplate template = JinjaTemplate.parse("<|a|>{{ '<|b|>' ~ x }}{# <|c|> #}");

    assertTrue(template.writes("<|a|>"));
    assertTrue(template.writes("<|b|>"));
    assertFalse(template.writes("<|c|>"));
  }

  static String resource(String name) {
    try (InputStream in = JinjaTemplateTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
