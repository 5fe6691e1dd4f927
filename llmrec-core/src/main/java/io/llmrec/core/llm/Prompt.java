package io.llmrec.core.llm;

import io.llmrec.core.fingerprint.Fingerprint;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a language model is asked.
 *
 * @param messages the turns, at least one
 * @param options how the reply is to be generated
 */
public record Prompt(List<Message> messages, GenerationOptions options) {

  /** Checks that something is asked. */
  public Prompt {
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("a prompt needs at least 1 message, was given none");
    }
    messages = List.copyOf(messages);
  }

  /** A single question with the default options. */
  public static Prompt of(String text) {
    return new Prompt(List.of(Message.user(text)), GenerationOptions.DEFAULT);
  }

  /** Rules and a question, with the default options. */
  public static Prompt of(String system, String user) {
    return new Prompt(
        List.of(Message.system(system), Message.user(user)), GenerationOptions.DEFAULT);
  }

  /** This prompt with other options. */
  public Prompt with(GenerationOptions other) {
    return new Prompt(messages, other);
  }

  /** Whether a picture goes with any of the turns: a model that reads words alone must refuse. */
  public boolean hasImages() {
    return messages.stream().anyMatch(message -> !message.images().isEmpty());
  }

  /** The words of all turns in one text, for a backend that knows no roles; no pictures. */
  public String text() {
    return messages.stream().map(Message::text).collect(Collectors.joining("\n\n"));
  }

  /**
   * SHA-256 in hex over the turns with their pictures and all options that change the reply: the
   * same prompt has the same hash in every JVM.
   */
  public String hash() {
    Fingerprint fingerprint = new Fingerprint();
    for (Message message : messages) {
      fingerprint.add(message.role().name()).add(message.text());
      message.images().forEach(image -> fingerprint.add("image").add(image.url()));
    }
    fingerprint
        .add("options")
        .add(options.maxTokens())
        .add(Double.toString(options.temperature()))
        .add(String.valueOf(options.seed()));
    options.stop().forEach(fingerprint::add);
    return fingerprint.hex();
  }
}
