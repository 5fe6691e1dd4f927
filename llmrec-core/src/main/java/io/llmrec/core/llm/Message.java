package io.llmrec.core.llm;

import java.util.List;

/**
 * One turn of a prompt.
 *
 * @param role who speaks
 * @param text what is said
 * @param images pictures that go with it, only in a turn of {@link Role#USER}; not every model
 *     takes any
 */
public record Message(Role role, String text, List<Image> images) {

  /** Who speaks. */
  public enum Role {
    /** The application, setting the rules. */
    SYSTEM,
    /** The application or a person, asking. */
    USER,
    /** The model, in an earlier turn. */
    ASSISTANT
  }

  /** Takes a copy of the list, and checks who shows pictures. */
  public Message {
    images = List.copyOf(images);
    if (!images.isEmpty() && role != Role.USER) {
      throw new IllegalArgumentException(
          "images must be in a USER message, were in one of " + role);
    }
  }

  /** Words alone. */
  public Message(Role role, String text) {
    this(role, text, List.of());
  }

  /** What the application says first. */
  public static Message system(String text) {
    return new Message(Role.SYSTEM, text);
  }

  /** What is asked. */
  public static Message user(String text) {
    return new Message(Role.USER, text);
  }

  /** What is asked about pictures. */
  public static Message user(String text, List<Image> images) {
    return new Message(Role.USER, text, images);
  }

  /** What the model answered before. */
  public static Message assistant(String text) {
    return new Message(Role.ASSISTANT, text);
  }
}
