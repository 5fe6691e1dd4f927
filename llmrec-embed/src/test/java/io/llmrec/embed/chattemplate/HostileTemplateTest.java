package io.llmrec.embed.chattemplate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates that want to compute, allocate or reach more than they may. */
class HostileTemplateTest {

  private static final Map<String, Object> VALUES =
      Map.of("messages", List.of(Map.of("role", "user", "content", "hi")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% set n = namespace(x='x') %}{% for a in range(99) %}{% set n.x = n.x + n.x %}{% endfor"
            + " %}",
        "{% set n = namespace(x='x') %}{% for a in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor"
            + " %}",
        "{{ 'x' * 99999999999 }}",
        "{{ 'xxxx' * 999999999999999999 }}",
        "{% set n = namespace(x=[1]) %}{% for a in range(99) %}{% set n.x = n.x + n.x %}{% endfor"
            + " %}",
        "{% set n = namespace(x=[1]) %}{% for a in range(99) %}{% set n.x = [n.x, n.x] %}{% endfor"
            + " %}{{ n.x }}",
        "{% set n = namespace(x=[1]) %}{% for a in range(40) %}{% set n.x = [n.x, n.x] %}{% endfor"
            + " %}{{ n.x | tojson(indent=16) }}",
        "{% set n = namespace(x=[1], y=[1]) %}{% for a in range(40) %}{% set n.x = [n.x, n.x] %}{%"
            + " set n.y = [n.y, n.y] %}{% endfor %}{{ n.x == n.y }}",
        "{% set s = 'a' * 2000000 %}{% for i in range(9999) %}{{ ('a' * 1000 ~ 'b') in s }}{%"
            + " endfor %}",
        "{% set s = 'ab' * 1000000 %}{{ s | replace('a', s) }}",
        "{% set s = 'ab' * 1000000 %}{{ s.split('a') | join(s) }}",
        "{{ range(999999999) }}",
        "{{ range(-2147483647, 2147483647, 1) }}",
        "{{ ('a' * 4000000) | list }}",
        "{{ (('a\\n' * 2000000) | indent(64)) }}",
        "{% for a in range(99999) %}{{ 'x' * 1000 }}{% endfor %}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% macro f() %}{{ g() }}{% endmacro %}{% macro g() %}{{ f() }}{{ f() }}{% endmacro %}{{"
            + " f() }}"
      })
  void stopsWhatGrowsWithoutBound(String template) {
    JinjaTemplate parsed = JinjaTemplate.parse(template);

    assertThrows(TemplateException.class, () -> parsed.render(VALUES));
  }

  @Test
  void refusesATemplateThatIsTooLong() {
    Exception error =
        assertThrows(
            IllegalArgumentException.class, () -> JinjaTemplate.parse("x".repeat(300_000)));

    assertEquals(
        "a chat template must be of at most 262144 characters, is of 300000", error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "-", "not ", "{'a':", "x[", "f(x, ", "1 if 1 else "})
  void refusesWhatIsNestedTooDeeply(String opening) {
    String source = "{{ " + opening.repeat(20_000).replace("f(", "range(") + "1";

    assertThrows(IllegalArgumentException.class, () -> JinjaTemplate.parse(source));
  }

  @ParameterizedTest
  @ValueSource(strings = {" + 1", "|string", " ~ 'a'", ".a", "[0]", " is defined", " and 1"})
  void refusesAnExpressionThatIsTooLong(String link) {
    String source = "{{ messages" + link.repeat(5_000) + " }}";

    Exception error =
        assertThrows(IllegalArgumentException.class, () -> JinjaTemplate.parse(source));

    assertTrue(
        error.getMessage().endsWith("an expression of more than 400 operations"),
        error.getMessage());
  }

  @Test
  void refusesBlocksThatAreNestedTooDeeply() {
    String source = "{% if 1 %}".repeat(200) + "{% endif %}".repeat(200);

    Exception error =
        assertThrows(IllegalArgumentException.class, () -> JinjaTemplate.parse(source));

    assertEquals("chat template, line 1: nested more than 100 levels deep", error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ ''.__class__ }}",
        "{{ messages.__init__ }}",
        "{{ messages[0].getClass }}",
        "{{ messages['__class__'] }}",
        "{{ namespace.__globals__ }}"
      })
  void namesOfTheHostLanguageMeanNothing(String template) {
    String text;
    try {
      text = JinjaTemplate.parse(template).render(VALUES);
    } catch (TemplateException e) {
      text = "";
    }

    assertEquals("", text);
  }

  /**
   * Parsing and rendering answer with a text or one of their two errors, whatever they are given.
   */
  @Test
  void survivesScrambledTemplates() {
    Random random = new Random(5);
    String source = JinjaTemplateTest.resource("qwen3.jinja");
    int rendered = 0;
    for (int round = 0; round < 600; round++) {
      StringBuilder scrambled = new StringBuilder(source);
      for (int i = random.nextInt(4); i >= 0; i--) {
        int from = random.nextInt(scrambled.length());
        int to = Math.min(scrambled.length(), from + random.nextInt(12));
        int target = random.nextInt(scrambled.length());
        String piece = scrambled.substring(from, to);
        scrambled.insert(target, piece).delete(from, to);
      }
      try {
        JinjaTemplate.parse(scrambled.toString()).render(VALUES);
        rendered++;
      } catch (IllegalArgumentException | TemplateException e) {
        assertTrue(
            e.getMessage().startsWith("chat template, line ")
                || e.getMessage().startsWith("the chat template refuses"),
            e.getMessage());
      }
    }
    assertTrue(rendered > 20, "only " + rendered);
  }

  @Test
  void whatATurnSaysIsNeverRead() {
    String content = "{{ 1 + 1 }}{% raw %}{# x #}";

    assertEquals(
        content,
        JinjaTemplate.parse("{{ messages[0].content }}")
            .render(Map.of("messages", List.of(Map.of("content", content)))));
  }
}
