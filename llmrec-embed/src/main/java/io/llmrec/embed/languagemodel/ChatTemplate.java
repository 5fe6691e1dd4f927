package io.llmrec.embed.languagemodel;

import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Message;
import java.util.List;
import java.util.Locale;

/**
 * How turns become the text that a model was trained on. Marks of the template inside a turn are
 * removed, so that no text can pretend to be another turn.
 *
 * <p>Safe for use by several threads.
 */
public final class ChatTemplate {

  private final String name;
  private final List<String> marks;
  private final String start;
  private final String turn;
  private final String reply;

  /**
   * A template.
   *
   * @param turn with {@code %1$s} for the role and {@code %2$s} for the text
   */
  private ChatTemplate(String name, List<String> marks, String start, String turn, String reply) {
    this.name = name;
    this.marks = marks;
    this.start = start;
    this.turn = turn;
    this.reply = reply;
  }

  /** No roles: the texts, separated by blank lines, after the tokenizer's first token. */
  public static ChatTemplate plain() {
    return new ChatTemplate("plain", List.of(), "", "", "");
  }

  /** ChatML, of Qwen and many others. */
  public static ChatTemplate chatMl() {
    return new ChatTemplate(
        "chatml",
        List.of("<|im_start|>", "<|im_end|>", "<|endoftext|>"),
        "",
        "<|im_start|>%1$s\n%2$s<|im_end|>\n",
        "<|im_start|>assistant\n");
  }

  /** Llama 3's. */
  public static ChatTemplate llama3() {
    return new ChatTemplate(
        "llama3",
        List.of("<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"),
        "<|begin_of_text|>",
        "<|start_header_id|>%1$s<|end_header_id|>\n\n%2$s<|eot_id|>",
        "<|start_header_id|>assistant<|end_header_id|>\n\n");
  }

  /** Zephyr's, of TinyLlama too. */
  public static ChatTemplate zephyr() {
    return new ChatTemplate(
        "zephyr",
        List.of("<|system|>", "<|user|>", "<|assistant|>", "</s>", "<s>"),
        "",
        "<|%1$s|>\n%2$s</s>\n",
        "<|assistant|>\n");
  }

  /**
   * The template of a name: plain, chatml, llama3 or zephyr.
   *
   * @throws IllegalArgumentException when there is none of this name
   */
  public static ChatTemplate named(String name) {
    List<ChatTemplate> all = List.of(plain(), chatMl(), llama3(), zephyr());
    return all.stream()
        .filter(template -> template.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no chat template '%s', there are %s"
                        .formatted(name, all.stream().map(ChatTemplate::name).toList())));
  }

  /** The name it goes by. */
  public String name() {
    return name;
  }

  /** Whether the tokenizer's own first token belongs before the text. */
  boolean beginsAsTokenizer() {
    return start.isEmpty();
  }

  /** The texts that end a turn, as far as they are tokens. */
  List<String> marks() {
    return marks;
  }

  /**
   * The turns as one text, ready for the reply.
   *
   * @throws LlmException permanent when a picture goes with one of them
   */
  String render(List<Message> messages) {
    int images = messages.stream().mapToInt(message -> message.images().size()).sum();
    if (images > 0) {
      throw LlmException.permanent(
          "the local model reads words alone, but the prompt has images: %d".formatted(images),
          null);
    }
    if (turn.isEmpty()) {
      return String.join("\n\n", messages.stream().map(Message::text).toList());
    }
    StringBuilder text = new StringBuilder(start);
    for (Message message : messages) {
      String role = message.role().name().toLowerCase(Locale.ROOT);
      text.append(turn.formatted(role, clean(message.text())));
    }
    return text.append(reply).toString();
  }

  private String clean(String text) {
    String clean = text;
    for (String before = ""; !before.equals(clean); ) {
      before = clean;
      for (String mark : marks) {
        clean = clean.replace(mark, "");
      }
    }
    return clean;
  }
}
