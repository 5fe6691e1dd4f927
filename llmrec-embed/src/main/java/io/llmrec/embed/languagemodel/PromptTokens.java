package io.llmrec.embed.languagemodel;

import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Message;
import io.llmrec.embed.jsonconstraint.JsonConstraint;
import io.llmrec.embed.tokenizer.FileTokenizer;
import io.llmrec.embed.tokenizer.TokenizerVocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** From prompts and texts to tokens, and back. */
final class PromptTokens implements AutoCloseable {

  private static final int MAX_SPELLINGS = 8;

  private final FileTokenizer tokenizer;
  private final ChatTemplate template;
  private final int[] first;
  private final Set<Integer> ends;
  private final List<String> endNames;
  private final int vocabulary;
  private final ControlMarks control;
  private final Set<Integer> controlIds;

  /**
   * The tokens of a model.
   *
   * @param ends tokens that end a text
   * @param vocabulary tokens that the model knows
   */
  PromptTokens(FileTokenizer tokenizer, ChatTemplate template, Set<Integer> ends, int vocabulary) {
    this.tokenizer = tokenizer;
    this.template = template;
    this.ends = new TreeSet<>(ends);
    this.vocabulary = vocabulary;
    this.control = new ControlMarks(tokenizer.vocabulary().special());
    this.controlIds = controlIds(tokenizer.vocabulary());
    for (String mark : template.endMarks()) {
      Integer id = tokenizer.vocabulary().id(mark);
      if (id != null && controlIds.contains(id)) {
        this.ends.add(id);
      }
    }
    this.endNames =
        tokenizer.vocabulary().ids().entrySet().stream()
            .filter(token -> this.ends.contains(token.getValue()))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    int[] before = tokenizer.frame().before();
    this.first = before.length > 0 ? before : new int[] {end()};
  }

  /** All but the one for unknown characters. */
  private static Set<Integer> controlIds(TokenizerVocabulary vocabulary) {
    Set<Integer> ids = new HashSet<>();
    for (String token : vocabulary.special()) {
      Integer id = vocabulary.id(token);
      if (id != null && id != vocabulary.unknownId()) {
        ids.add(id);
      }
    }
    return ids;
  }

  private Message withoutControl(Message message) {
    return new Message(message.role(), withoutControl(message.text()));
  }

  /**
   * Without the names of special tokens, also where the tokenizer finds them in other spellings,
   * such as letters of full width.
   */
  private String withoutControl(String text) {
    String clean = control.clean(text);
    for (int i = 0; i < MAX_SPELLINGS; i++) {
      int[] ids = tokenizer.encode(clean);
      if (Arrays.stream(ids).noneMatch(controlIds::contains)) {
        return clean;
      }
      clean = control.clean(tokenizer.decode(ids));
    }
    throw LlmException.permanent("a text of the prompt spells special tokens", null);
  }

  /** Tokens that end a reply. */
  Set<Integer> ends() {
    return ends;
  }

  private int end() {
    return ends.isEmpty() ? 0 : ends.iterator().next();
  }

  int[] prompt(List<Message> messages) {
    return prompt(messages, "");
  }

  /** A prompt with the beginning of a reply. */
  int[] prompt(List<Message> messages, String reply) {
    List<Message> safe = messages.stream().map(this::withoutControl).toList();
    int[] text = known(tokenizer.encode(template.render(safe) + withoutControl(reply)));
    return template.beginsAsTokenizer() || text.length == 0 ? joined(first, text) : text;
  }

  /** A text to be scored: at least two tokens. */
  int[] text(String text) {
    int[] tokens = known(tokenizer.encode(text));
    return joined(first, tokens.length == 0 ? new int[] {end()} : tokens);
  }

  /** A reply also ends where a model spells out the name of a token that ends one. */
  ReplyText reply(List<String> stops, Predicate<String> onText) {
    List<String> all = new ArrayList<>(stops);
    all.addAll(endNames);
    return new ReplyText(tokenizer, all, onText);
  }

  /** A reply that ends by itself. */
  ReplyText held(Predicate<String> onText) {
    return new ReplyText(tokenizer, List.of(), onText);
  }

  /** The tokens, for replies that are held to a shape. */
  JsonConstraint.Tokens jsonTokens() {
    return JsonConstraint.Tokens.of(tokenizer, vocabulary);
  }

  private int[] known(int[] ids) {
    int largest = Arrays.stream(ids).max().orElse(0);
    if (largest >= vocabulary) {
      throw LlmException.permanent(
          "the tokenizer gives token %d, the model knows %d tokens: they do not belong together"
              .formatted(largest, vocabulary),
          null);
    }
    return ids;
  }

  private static int[] joined(int[] first, int[] second) {
    int[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
