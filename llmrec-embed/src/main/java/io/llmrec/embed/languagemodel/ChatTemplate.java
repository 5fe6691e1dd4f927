package io.llmrec.embed.languagemodel;

import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Message;
import io.llmrec.embed.chattemplate.JinjaTemplate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How turns become the text that a model was trained on. Marks of the template inside a turn are
 * removed, so that no text can pretend to be another turn; a model also removes the names of its
 * tokenizer's special tokens.
 *
 * <p>Safe for use by several threads.
 */
public final class ChatTemplate {

  private static final ControlMarks THOUGHTS = new ControlMarks(List.of("<think>", "</think>"));

  private final String name;
  private final Set<String> marks;
  private final Boolean beginsAsTokenizer;
  private final Function<List<Message>, String> writer;

  ChatTemplate(
      String name,
      Set<String> marks,
      Boolean beginsAsTokenizer,
      Function<List<Message>, String> writer) {
    this.name = name;
    this.marks = new TreeSet<>(marks);
    this.beginsAsTokenizer = beginsAsTokenizer;
    this.writer = writer;
  }

  /** No roles: the texts, separated by blank lines, after the tokenizer's first token. */
  public static ChatTemplate plain() {
    return new ChatTemplate(
        "plain",
        Set.of(),
        true,
        turns -> turns.stream().map(Message::text).collect(Collectors.joining("\n\n")));
  }

  /** ChatML, of Qwen and many others. */
  public static ChatTemplate chatMl() {
    return new ChatTemplate(
        "chatml",
        Set.of("<|im_start|>", "<|im_end|>", "<|endoftext|>"),
        true,
        turns -> turns("<|im_start|>%1$s\n%2$s<|im_end|>\n", turns) + "<|im_start|>assistant\n");
  }

  /** Llama 3's. */
  public static ChatTemplate llama3() {
    return new ChatTemplate(
        "llama3",
        Set.of("<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"),
        false,
        turns ->
            "<|begin_of_text|>"
                + turns("<|start_header_id|>%1$s<|end_header_id|>\n\n%2$s<|eot_id|>", turns)
                + "<|start_header_id|>assistant<|end_header_id|>\n\n");
  }

  /** Zephyr's, of TinyLlama too. */
  public static ChatTemplate zephyr() {
    return new ChatTemplate(
        "zephyr",
        Set.of("<|system|>", "<|user|>", "<|assistant|>", "</s>", "<s>"),
        true,
        turns -> turns("<|%1$s|>\n%2$s</s>\n", turns) + "<|assistant|>\n");
  }

  /** Each turn with its role at {@code %1$s} and its text at {@code %2$s}. */
  private static String turns(String turn, List<Message> turns) {
    return turns.stream()
        .map(message -> turn.formatted(role(message), message.text()))
        .collect(Collectors.joining());
  }

  static String role(Message message) {
    return message.role().name().toLowerCase(Locale.ROOT);
  }

  /**
   * A template as models bring it along; see {@link JinjaTemplate} for what it may use. A system
   * turn that the template refuses is put before the text of the first user turn.
   *
   * @param values what the template may use beside {@code messages} and {@code
   *     add_generation_prompt}: {@code bos_token} and {@code eos_token}, and settings such as
   *     {@code enable_thinking}
   * @throws IllegalArgumentException when it cannot be rendered; the message names the line and the
   *     construct
   */
  public static ChatTemplate jinja(String source, Map<String, ?> values) {
    JinjaTemplate template = JinjaTemplate.parse(source);
    JinjaTurns turns = new JinjaTurns(template, values);
    turns.probe();
    Fingerprint fingerprint = new Fingerprint().add(source);
    new TreeMap<String, Object>(values)
        .forEach((name, value) -> fingerprint.add(name).add(String.valueOf(value)));
    return new ChatTemplate(
        "jinja-" + fingerprint.hex().substring(0, 16), turns.marks(), false, turns::write);
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
    return beginsAsTokenizer;
  }

  /** The texts that mean something beside what they say. */
  Set<String> marks() {
    return marks;
  }

  /** The marks that end a reply where they are special tokens. */
  List<String> endMarks() {
    return marks.stream().filter(mark -> !isOfThoughts(mark)).toList();
  }

  /**
   * The turns as one text, ready for the reply.
   *
   * @throws LlmException when the template refuses these turns; permanent when an image goes with
   *     one of them
   */
  String render(List<Message> messages) {
    int images = messages.stream().mapToInt(message -> message.images().size()).sum();
    if (images > 0) {
      throw LlmException.permanent(
          "the local model reads words alone, but the prompt has images: %d".formatted(images),
          null);
    }
    ControlMarks control = new ControlMarks(marks);
    ControlMarks withoutThoughts =
        new ControlMarks(marks.stream().filter(mark -> !isOfThoughts(mark)).toList());
    return writer.apply(
        messages.stream()
            .map(message -> clean(message, control, withoutThoughts))
            .collect(Collectors.toList()));
  }

  /**
   * Templates cut the thoughts out of a model's own earlier turns, so their marks stay there,
   * unless cutting them out would make another mark.
   */
  private static Message clean(Message message, ControlMarks all, ControlMarks withoutThoughts) {
    String text = message.text();
    if (message.role() == Message.Role.ASSISTANT) {
      String kept = withoutThoughts.clean(text);
      String bare = all.clean(kept);
      boolean harmless = bare.equals(all.clean(text)) && THOUGHTS.clean(kept).equals(bare);
      return new Message(message.role(), harmless ? kept : bare);
    }
    return new Message(message.role(), all.clean(text));
  }

  private static boolean isOfThoughts(String mark) {
    return THOUGHTS.in(mark);
  }
}
