package io.llmrec.prompt.enrich.category;

import org.jspecify.annotations.Nullable;

/**
 * A place in a taxonomy.
 *
 * @param id the host's key, not blank
 * @param name what people call it, not blank; need not be unique
 * @param parent the id of the broader category, null at the top
 */
public record Category(String id, String name, @Nullable String parent) {

  /** Checks the texts. */
  public Category {
    if (id.isBlank() || name.isBlank()) {
      throw new IllegalArgumentException(
          "id and name of a category must not be blank, were '%s' and '%s'".formatted(id, name));
    }
  }
}
