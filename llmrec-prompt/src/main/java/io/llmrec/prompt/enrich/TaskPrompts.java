package io.llmrec.prompt.enrich;

import io.llmrec.prompt.Language;
import io.llmrec.prompt.PromptTemplate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * The prompts of one task, one for each language. Immutable and safe for use by several threads.
 */
public final class TaskPrompts {

  private final Map<Language, PromptTemplate> templates;

  private TaskPrompts(Map<Language, PromptTemplate> templates) {
    this.templates = templates;
  }

  /**
   * The resources {@code <name>.en.prompt} and {@code <name>.zh.prompt} beside a class.
   *
   * @throws IllegalArgumentException when one is not there or is no template
   */
  public static TaskPrompts shipped(Class<?> owner, String name) {
    Map<Language, PromptTemplate> templates = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      templates.put(language, PromptTemplate.load(owner, name, language));
    }
    return new TaskPrompts(templates);
  }

  /**
   * One prompt of the host's own for all languages.
   *
   * @param places the values it must take, no more and no fewer
   * @throws IllegalArgumentException when it takes others
   */
  public static TaskPrompts own(PromptTemplate template, Set<String> places) {
    if (!template.placeholders().equals(places)) {
      throw new IllegalArgumentException(
          "prompt template '%s' must take the values %s, takes %s"
              .formatted(template.name(), places, template.placeholders()));
    }
    Map<Language, PromptTemplate> templates = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      templates.put(language, template);
    }
    return new TaskPrompts(templates);
  }

  /** The prompt for a language. */
  PromptTemplate in(Language language) {
    PromptTemplate template = templates.get(language);
    if (template == null) {
      throw new IllegalStateException("there is no template for " + language);
    }
    return template;
  }
}
