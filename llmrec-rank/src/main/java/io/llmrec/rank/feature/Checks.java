package io.llmrec.rank.feature;

import java.util.Collection;

/** Checks that several types of this package make. */
final class Checks {

  private static final int LONGEST_NAME = 100;

  private Checks() {}

  /** Names become parts of the names of tensors. */
  static void name(String what, String name) {
    if (name.isEmpty()
        || name.length() > LONGEST_NAME
        || !name.chars().allMatch(Checks::allowed)
        || !Character.isLetter(name.charAt(0))) {
      throw new IllegalArgumentException(
          "%s must be named with a letter, then letters, digits and '_', at most %d; was '%s'"
              .formatted(what, LONGEST_NAME, name));
    }
  }

  private static boolean allowed(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
  }

  static void range(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, was %d".formatted(what, least, most, value));
    }
  }

  static IllegalArgumentException wrongType(Feature feature, Object given, String allowed) {
    String type = given.getClass().getSimpleName();
    if (given instanceof Collection<?> several && !several.isEmpty()) {
      type = "collection with a " + several.iterator().next().getClass().getSimpleName();
    }
    return new IllegalArgumentException(
        "feature '%s' must be %s, was a %s".formatted(feature.name(), allowed, type));
  }
}
