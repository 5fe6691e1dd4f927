package io.llmrec.core.llm;

/**
 * What a language model answered.
 *
 * @param text the answer, as it came; hostile until parsed and checked
 * @param model the name the backend gave, {@code unknown} where it gave none
 * @param finish why the answer ended
 * @param usage what it cost
 */
public record Reply(String text, String model, Finish finish, Usage usage) {

  /** Why an answer ended. */
  public enum Finish {
    /** The model had no more to say. */
    STOP,
    /** The longest allowed reply was reached: the text is cut off. */
    LENGTH,
    /** The backend refused or cut the answer for its content. */
    FILTERED,
    /** The caller cancelled a stream. */
    CANCELLED,
    /** The backend did not tell. */
    UNKNOWN
  }

  /** A text of which nothing else is known. */
  public static Reply of(String text) {
    return new Reply(text, "unknown", Finish.UNKNOWN, Usage.UNKNOWN);
  }

  /** This reply from a named model. */
  public Reply by(String name) {
    return new Reply(text, name, finish, usage);
  }

  /** This reply with another account of its cost. */
  public Reply with(Usage cost) {
    return new Reply(text, model, finish, cost);
  }
}
