package io.llmrec.prompt.enrich;

import io.llmrec.prompt.Language;
import io.llmrec.prompt.PromptTemplate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The prompts of one task by language. Each takes one value, {@code item}. */
final class Templates {

  private static final Set<String> PLACES = Set.of("item");

  private Templates() {}

  static Map<Language, PromptTemplate> shipped(String name) {
    Map<Language, PromptTemplate> templates = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      templates.put(language, PromptTemplate.load(Templates.class, name, language));
    }
    return templates;
  }

  static Map<Language, PromptTemplate> own(PromptTemplate template) {
    if (!template.placeholders().equals(PLACES)) {
      throw new IllegalArgumentException(
          "prompt template '%s' must take the values %s, takes %s"
              .formatted(template.name(), PLACES, template.placeholders()));
    }
    Map<Language, PromptTemplate> templates = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      templates.put(language, template);
    }
    return templates;
  }
}
