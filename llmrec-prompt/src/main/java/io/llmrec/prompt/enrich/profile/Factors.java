package io.llmrec.prompt.enrich.profile;

import java.util.ArrayList;
import java.util.List;

/**
 * What matters when people choose an item in a scenario, in the host's words: a model may propose
 * it, the host edits it.
 *
 * @param scenario what is chosen, for example {@code a film for the evening}; not blank
 * @param names 1 to 20 factors, none twice
 */
public record Factors(String scenario, List<String> names) {

  private static final int MAX_FACTORS = 20;

  /** Checks the names. */
  public Factors {
    names = List.copyOf(names);
    if (scenario.isBlank()) {
      throw new IllegalArgumentException("scenario must not be blank");
    }
    if (names.isEmpty() || names.size() > MAX_FACTORS) {
      throw new IllegalArgumentException(
          "names must hold 1 to " + MAX_FACTORS + " factors, held " + names.size());
    }
    new ClosedList("factors", names);
  }

  /** Factors of films (after KAR, for MovieLens). */
  public static Factors movies() {
    return new Factors(
        "a film",
        List.of(
            "genre",
            "director and actors",
            "period and country",
            "characters",
            "plot and theme",
            "mood and tone",
            "acclaim and awards",
            "production quality",
            "soundtrack"));
  }

  /** Factors of books (after KAR, for Amazon Books). */
  public static Factors books() {
    return new Factors(
        "a book",
        List.of(
            "genre",
            "author",
            "writing style",
            "theme",
            "setting",
            "length and complexity",
            "period",
            "literary quality",
            "acclaim"));
  }

  /** These factors with one more at the end. */
  public Factors with(String factor) {
    List<String> more = new ArrayList<>(names);
    more.add(factor);
    return new Factors(scenario, more);
  }

  /** These factors without one. */
  public Factors without(String factor) {
    return new Factors(scenario, names.stream().filter(name -> !name.equals(factor)).toList());
  }
}
