package io.llmrec.embed.languagemodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTemplateTest {

  private static final List<Message> ASKED = List.of(Message.user("Hi"));

  @TempDir Path folder;

  private FolderTemplate config(String json) throws IOException {
    Files.writeString(folder.resolve("tokenizer_config.json"), json);
    return new FolderTemplate(folder);
  }

  @Test
  void takesTheOneThereIs() throws IOException {
    FolderTemplate only =
        config(
            "{\"bos_token\":{\"content\":\"<s>\"},\"eos_token\":\"</s>\",\"chat_template\":\"{{"
                + " bos_token }}{% for m in messages %}[{{ m.role }}] {{ m.content }}{{ eos_token"
                + " }}{% endfor %}\"}");

    assertEquals("<s>[user] Hi</s>", only.template(null, Map.of()).render(ASKED));
    assertEquals("<s>[user] Hi</s>", only.template("default", Map.of()).render(ASKED));
  }

  @Test
  void takesTheOneOfAName() throws IOException {
    FolderTemplate several =
        config(
            "{\"chat_template\":[{\"name\":\"default\",\"template\":\"a\"},"
                + "{\"name\":\"rag\",\"template\":\"b\"}]}");

    assertEquals("a", several.template(null, Map.of()).render(ASKED));
    assertEquals("b", several.template("rag", Map.of()).render(ASKED));
    Exception error =
        assertThrows(IllegalArgumentException.class, () -> several.template("tool_use", Map.of()));
    assertEquals(
        folder + ": has no chat template 'tool_use', has [default, rag]", error.getMessage());
  }

  @Test
  void prefersTheFileOfItsOwn() throws IOException {
    Files.writeString(
        folder.resolve("chat_template.jinja"), "{{ mood }} {{ messages[0].content }}");

    ChatTemplate template =
        config("{\"chat_template\":\"old\"}").template(null, Map.of("mood", "glad"));

    assertEquals("glad Hi", template.render(ASKED));
  }

  @Test
  void hasNoneWhereTheFolderSaysNothing() throws IOException {
    assertNull(new FolderTemplate(folder).template(null, Map.of()));
    assertNull(config("{}").template(null, Map.of()));
  }

  @Test
  void saysWhatItCannotRender() throws IOException {
    FolderTemplate wrong = config("{\"chat_template\":\"a\\n{% include 'b' %}\"}");
    FolderTemplate late = config("{\"chat_template\":\"{{ messages[0].content + 1 }}\"}");

    assertEquals(
        folder
            + ": chat template, line 2: the statement 'include' is not supported here, supported"
            + " are [break, continue, for, generation, if, macro, set]; another template can be"
            + " chosen in the options",
        assertThrows(IllegalArgumentException.class, () -> wrong.template(null, Map.of()))
            .getMessage());
    assertEquals(
        folder
            + ": chat template, line 1: '+' of a string and a number means nothing; another"
            + " template can be chosen in the options",
        assertThrows(IllegalArgumentException.class, () -> late.template(null, Map.of()))
            .getMessage());
  }

  @Test
  void putsRulesThatAreRefusedBeforeTheQuestion() {
    ChatTemplate template =
        ChatTemplate.jinja(
            "{% if messages[0].role == 'system' %}{{ raise_exception('no rules') }}{% endif %}"
                + "{% for m in messages %}{{ m.role }}: {{ m.content }}{% endfor %}",
            Map.of());

    assertEquals(
        "user: Be brief.\n\nHi",
        template.render(List.of(Message.system("Be brief."), Message.user("Hi"))));
    LlmException error =
        assertThrows(
            LlmException.class, () -> template.render(List.of(Message.system("Be brief."))));
    assertEquals("the chat template refuses these turns: no rules", error.getMessage());
  }

  @Test
  void keepsTheMarksOfThoughtsForTheTemplateToCut() {
    ChatTemplate template =
        ChatTemplate.jinja(
            "{% for m in messages %}<|{{ m.role }}|>{{ m.content.split('</think>')[-1] }}<|end|>"
                + "{% endfor %}<think>",
            Map.of());

    assertEquals(
        "<|assistant|>yes<|end|><think>",
        template.render(List.of(Message.assistant("<think>no</think>yes<|end|>"))));
    assertEquals(
        "<|user|>noyes<|end|><think>",
        template.render(List.of(Message.user("<think>no</think>yes<|end|>"))));
  }

  @Test
  void cuttingThoughtsMakesNoMark() {
    ChatTemplate template =
        ChatTemplate.jinja(
            "{% for m in messages %}{{ m.content | replace('<think>', '') }}<|end|>{% endfor %}"
                + "</think>",
            Map.of());

    assertEquals(
        "ab<|end|></think>", template.render(List.of(Message.assistant("a<|e<think>nd|>b"))));
  }

  @Test
  void othersValuesAreAnotherTemplate() {
    String name = ChatTemplate.jinja("a", Map.of()).name();

    assertEquals(name, ChatTemplate.jinja("a", Map.of()).name());
    assertEquals(
        3,
        List.of(
                name,
                ChatTemplate.jinja("b", Map.of()).name(),
                ChatTemplate.jinja("a", Map.of("x", true)).name())
            .stream()
            .distinct()
            .count());
  }
}
