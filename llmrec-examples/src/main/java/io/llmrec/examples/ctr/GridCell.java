package io.llmrec.examples.ctr;

import java.util.Locale;

/**
 * One training of a grid.
 *
 * @param split its name
 * @param model for example a backbone
 * @param setting its name
 * @param seed of everything drawn
 */
record GridCell(String split, String model, String setting, long seed) {

  GridCell {
    for (String part : new String[] {split, model, setting}) {
      if (!part.matches("[A-Za-z0-9_.-]+")) {
        throw new IllegalArgumentException(
            "a cell's names must be letters, digits, dots and hyphens, was '" + part + "'");
      }
    }
  }

  /** Its name in a folder. */
  String file() {
    return "%s.%s.%s.%d".formatted(split, model, setting, seed).toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "%s, %s, %s, seed %d".formatted(split, model, setting, seed);
  }
}
