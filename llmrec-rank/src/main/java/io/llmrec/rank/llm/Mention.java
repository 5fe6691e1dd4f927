package io.llmrec.rank.llm;

/**
 * One entry of a model's answer.
 *
 * @param place the place of the candidate it names in the incoming order, or -1 for none
 * @param certainty how it names it
 */
public record Mention(int place, Certainty certainty) {

  /** How sure it is which candidate is meant. */
  public enum Certainty {
    /** By its label, or by a title that is the same after normalisation. */
    EXACT,
    /** By a title that is close to one candidate's and to no other's. */
    FUZZY,
    /** Something that names no candidate, or more than one. */
    NONE
  }

  /** Names no candidate. */
  public static final Mention INVENTED = new Mention(-1, Certainty.NONE);

  static Mention exact(int place) {
    return new Mention(place, Certainty.EXACT);
  }

  static Mention fuzzy(int place) {
    return new Mention(place, Certainty.FUZZY);
  }

  /** Whether it names a candidate. */
  public boolean known() {
    return place >= 0;
  }
}
