package io.llmrec.core.llm;

/**
 * One turn of a prompt.
 *
 * @param role who speaks
 * @param text what is said
 */
public record Message(Role role, String text) {

  /** Who speaks. */
  public enum Role {
    /** The application, setting the rules. */
    SYSTEM,
    /** The application or a person, asking. */
    USER,
    /** The model, in an earlier turn. */
    ASSISTANT
  }

  /** What the application says first. */
  public static Message system(String text) {
    return new Message(Role.SYSTEM, text);
  }

  /** What is asked. */
  public static Message user(String text) {
    return new Message(Role.USER, text);
  }

  /** What the model answered before. */
  public static Message assistant(String text) {
    return new Message(Role.ASSISTANT, text);
  }
}
