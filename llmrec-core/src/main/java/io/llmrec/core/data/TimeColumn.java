package io.llmrec.core.data;

/**
 * A column of moments.
 *
 * @param name the column, not blank
 * @param format how its moments are written
 */
public record TimeColumn(String name, TimeFormat format) {

  /** Checks the name. */
  public TimeColumn {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name of the time column must not be blank");
    }
  }
}
