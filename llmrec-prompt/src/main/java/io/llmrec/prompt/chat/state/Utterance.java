package io.llmrec.prompt.chat.state;

/**
 * What was said, word for word.
 *
 * @param speaker who
 * @param text what, at most {@value #MAX_TEXT} characters
 */
public record Utterance(Speaker speaker, String text) {

  /** The longest text that is kept. */
  public static final int MAX_TEXT = 2_400;

  /** Who speaks. */
  public enum Speaker {
    /** The person. */
    USER,
    /** The recommender. */
    ASSISTANT
  }

  /** Checks the length. */
  public Utterance {
    Bounds.size("text of an utterance", text, MAX_TEXT);
  }
}
