package io.llmrec.rank.llm;

import io.llmrec.core.llm.Message;
import io.llmrec.core.llm.Prompt;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.PromptTemplate;
import java.util.HashMap;
import java.util.Map;

/** The texts of all ranking prompts. Immutable. */
final class PromptTemplates {

  /** Read once: they are the same for everyone. */
  static final PromptTemplates SHIPPED = new PromptTemplates();

  private final Map<String, PromptTemplate> templates = new HashMap<>();

  private PromptTemplates() {
    for (Language language : Language.values()) {
      for (PromptTask task : PromptTask.values()) {
        load(task.file(), language);
      }
      for (HistoryStyle style : HistoryStyle.values()) {
        load("history-" + style.file(), language);
      }
    }
  }

  private void load(String name, Language language) {
    templates.put(
        name + '.' + language.code(), PromptTemplate.load(PromptTemplates.class, name, language));
  }

  private PromptTemplate get(String name, Language language) {
    PromptTemplate template = templates.get(name + '.' + language.code());
    if (template == null) {
      throw new IllegalStateException("there is a template for every task and language");
    }
    return template;
  }

  /** A prompt with the default options. */
  Prompt prompt(PromptTask task, Language language, Map<String, String> values) {
    return get(task.file(), language).render(values);
  }

  /** The part of a prompt that tells the history. */
  String history(HistoryStyle style, Language language, Map<String, String> values) {
    PromptTemplate template = get("history-" + style.file(), language);
    Message only = template.render(values).messages().get(0);
    return only.text();
  }
}
