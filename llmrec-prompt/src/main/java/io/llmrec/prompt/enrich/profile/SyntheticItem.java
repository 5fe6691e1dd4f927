package io.llmrec.prompt.enrich.profile;

/**
 * An item that does not exist, made up by a model as one its user might have liked.
 *
 * <p>It stands in for the history of a user who has hardly any. It is no {@link
 * io.llmrec.core.catalog.Item} and has no id, so that it can neither be in a catalog nor be a
 * candidate: it can never be recommended.
 *
 * @param title what it would be called, not blank
 * @param description what it would be, not blank
 * @param category one of the host's categories
 */
public record SyntheticItem(String title, String description, String category) {

  /** Checks the texts. */
  public SyntheticItem {
    if (title.isBlank() || description.isBlank()) {
      throw new IllegalArgumentException(
          "title and description must not be blank, were '%s' and '%s'"
              .formatted(title, description));
    }
  }

  /** Title, category and description, for an encoder. */
  public String text() {
    return title + "\n" + category + "\n" + description;
  }
}
