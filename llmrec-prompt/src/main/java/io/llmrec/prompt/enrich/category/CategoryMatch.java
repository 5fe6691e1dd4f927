package io.llmrec.prompt.enrich.category;

/**
 * A category that belongs to another.
 *
 * @param from the category a user knows
 * @param to the category that belongs to it, another one
 * @param kind how
 * @param strength how strongly, above 0 and at most 1
 * @param reason why, in a few words; not blank
 */
public record CategoryMatch(
    String from, String to, MatchKind kind, double strength, String reason) {

  /** Checks the fields. */
  public CategoryMatch {
    if (from.equals(to)) {
      throw new IllegalArgumentException("category '" + from + "' must not match itself");
    }
    if (!(strength > 0 && strength <= 1)) {
      throw new IllegalArgumentException("strength must be above 0 and at most 1, was " + strength);
    }
    if (reason.isBlank()) {
      throw new IllegalArgumentException("reason of a match must not be blank");
    }
  }

  /** This match with another strength. */
  CategoryMatch withStrength(double other) {
    return new CategoryMatch(from, to, kind, other, reason);
  }

  /** This match the other way round. */
  CategoryMatch reversed(double other) {
    return new CategoryMatch(to, from, kind, other, reason);
  }
}
