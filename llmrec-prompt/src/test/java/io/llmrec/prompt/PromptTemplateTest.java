package io.llmrec.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.llm.Message;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromptTemplateTest {

  private static final String TEXT =
      """
      A remark that is not sent.
      ---system---
      You are {{role}}.

      ---user---
      Item: {{item}}
      Again: {{item}}
      """;

  private final PromptTemplate template = PromptTemplate.parse("test", TEXT);

  @Test
  void sectionsBecomeMessagesWithoutTheRemark() {
    List<Message> messages = template.render(Map.of("role", "a clerk", "item", "tea")).messages();

    assertEquals(
        List.of(Message.system("You are a clerk."), Message.user("Item: tea\nAgain: tea")),
        messages);
  }

  @Test
  void severalTurnsKeepTheirOrder() {
    PromptTemplate shots =
        PromptTemplate.parse("shots", "---user---\na\n---assistant---\nb\n---user---\n{{c}}");

    assertEquals(
        List.of(Message.user("a"), Message.assistant("b"), Message.user("c")),
        shots.render(Map.of("c", "c")).messages());
  }

  @Test
  void valuesAreNeverSearchedForPlaces() {
    Map<String, String> values = Map.of("role", "{{item}} $1 \\", "item", "---system---");

    List<Message> messages = template.render(values).messages();

    assertEquals("You are {{item}} $1 \\.", messages.get(0).text());
    assertEquals("Item: ---system---\nAgain: ---system---", messages.get(1).text());
  }

  @Test
  void missingAndUnusedValuesAreNamed() {
    Map<String, String> values = Map.of("role", "x", "itme", "y");

    Exception e = assertThrows(IllegalArgumentException.class, () -> template.render(values));

    assertEquals(
        "prompt template 'test' needs the values [item, role]: missing [item], not used [itme]",
        e.getMessage());
  }

  @Test
  void placeholdersAreListed() {
    assertEquals(Set.of("role", "item"), template.placeholders());
  }

  @Test
  void hashFollowsTheTextAndNotTheLineEnds() {
    PromptTemplate windows = PromptTemplate.parse("other", TEXT.replace("\n", "\r\n"));
    PromptTemplate changed = PromptTemplate.parse("test", TEXT + "!");

    assertEquals(template.hash(), windows.hash());
    assertNotEquals(template.hash(), changed.hash());
    assertEquals(64, template.hash().length());
  }

  @Test
  void textWithoutSectionFails() {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> PromptTemplate.parse("p", "hello"));

    assertEquals(
        "prompt template 'p' has no section; begin one with a line ---user---", e.getMessage());
  }

  @Test
  void emptySectionFails() {
    String text = "---system---\n\n---user---\nhi";

    Exception e =
        assertThrows(IllegalArgumentException.class, () -> PromptTemplate.parse("p", text));

    assertEquals("prompt template 'p' has an empty section system", e.getMessage());
  }

  @Test
  void malformedPlaceFails() {
    String text = "---user---\nItem {{ item }} here";

    Exception e =
        assertThrows(IllegalArgumentException.class, () -> PromptTemplate.parse("p", text));

    assertEquals(
        "prompt template 'p' has a malformed place near '}} here'; write {{name}}", e.getMessage());
  }

  @Test
  void missingResourceIsNamed() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> PromptTemplate.load(PromptTemplateTest.class, "nowhere", Language.ZH));

    assertEquals(
        "there is no resource 'nowhere.zh.prompt' beside class io.llmrec.prompt.PromptTemplateTest",
        e.getMessage());
  }
}
