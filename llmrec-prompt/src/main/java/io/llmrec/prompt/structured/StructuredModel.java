package io.llmrec.prompt.structured;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Message;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.prompt.JsonReply;
import io.llmrec.prompt.JsonSchema;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.PromptTemplate;
import io.llmrec.prompt.UntrustedText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks a language model for a record.
 *
 * <p>As safe for use by several threads as the model. The components of the record may be texts,
 * booleans, whole numbers, numbers, enums, records, and lists of these; an {@link Optional} or one
 * that is {@code @Nullable} may be null in the JSON. Every component must be there and nothing
 * else; nothing is converted; a record whose constructor refuses its values counts as one that does
 * not fit.
 *
 * <p>The model is asked at most twice: a first reply that does not fit is shown to it with what is
 * wrong. The prompt's timeout is one deadline over both. Around {@link JsonReply}'s and the
 * record's own limits a list has at most 1,000 elements.
 *
 * @param <T> the record
 */
public final class StructuredModel<T extends Record> {

  private static final int SHOWN_CHARS = 4000;

  private final LanguageModel model;
  private final Class<T> type;
  private final RecordForm form;
  private final JsonSchema schema;
  private final Map<Language, PromptTemplate> ask = new EnumMap<>(Language.class);
  private final Map<Language, PromptTemplate> repair = new EnumMap<>(Language.class);
  private final boolean tellsForm;

  private StructuredModel(LanguageModel model, Class<T> type, boolean tellsForm) {
    this.model = model;
    this.type = type;
    this.tellsForm = tellsForm;
    this.form = Forms.of(type);
    this.schema = JsonSchema.of(type.getSimpleName(), form.schema());
    for (Language language : Language.values()) {
      ask.put(language, PromptTemplate.load(StructuredModel.class, "form", language));
      repair.put(language, PromptTemplate.load(StructuredModel.class, "repair", language));
    }
  }

  /**
   * Makes a model answer with a record.
   *
   * @throws IllegalArgumentException when a component has a type that has no form
   */
  public static <T extends Record> StructuredModel<T> of(LanguageModel model, Class<T> type) {
    return new StructuredModel<>(model, type, true);
  }

  /**
   * This model for prompts that say themselves which JSON they want: no schema is added to them.
   */
  public StructuredModel<T> withoutSchemaInPrompt() {
    return new StructuredModel<>(model, type, false);
  }

  /** The schema of a record, for a server that can be made to keep to it. */
  public static JsonSchema schema(Class<? extends Record> type) {
    return JsonSchema.of(type.getSimpleName(), Forms.of(type).schema());
  }

  /**
   * The record that the model answers to a prompt, which need not say anything about JSON.
   *
   * @throws LlmException when there is no reply; permanent when the second one does not fit either
   */
  public StructuredReply<T> ask(Prompt prompt) {
    StructuredAttempt<T> attempt = attempt(prompt, value -> null);
    T value = attempt.value();
    if (value == null) {
      throw LlmException.permanent(
          "the model gave no %s in two replies: %s"
              .formatted(type.getSimpleName(), String.join("; then: ", attempt.problems())),
          null);
    }
    return new StructuredReply<>(value, attempt.replies());
  }

  /**
   * As {@link #ask}, with a check of the record against what was asked; two replies that do not fit
   * or pass are no failure but an attempt without a value.
   *
   * @param check says what is wrong with a record, in words that help the model to correct it, or
   *     null when nothing is
   * @throws LlmException when there is no reply
   */
  public StructuredAttempt<T> attempt(Prompt prompt, Function<? super T, @Nullable String> check) {
    long start = System.nanoTime();
    Language language = Language.guess(prompt.text());
    Prompt first = tellsForm ? withForm(prompt, language) : prompt;
    Reply reply = model.complete(first);
    Fit<T> fit = fit(reply, check);
    if (fit.value() != null) {
      return new StructuredAttempt<>(fit.value(), List.of(), List.of(reply));
    }
    Reply second = model.complete(again(first, reply, fit.problem(), language, start));
    Fit<T> last = fit(second, check);
    List<String> problems =
        last.value() == null ? List.of(fit.problem(), last.problem()) : List.of(fit.problem());
    return new StructuredAttempt<>(last.value(), problems, List.of(reply, second));
  }

  /** A value, or why there is none. */
  private record Fit<T>(@Nullable T value, String problem) {}

  private Fit<T> fit(Reply reply, Function<? super T, @Nullable String> check) {
    try {
      T value = read(reply);
      String problem = check.apply(value);
      return problem == null ? new Fit<>(value, "") : new Fit<>(null, problem);
    } catch (FormException e) {
      return new Fit<>(null, e.problem());
    }
  }

  @Override
  public String toString() {
    return "StructuredModel[" + type.getSimpleName() + ", " + model + "]";
  }

  private T read(Reply reply) {
    Optional<ObjectNode> json = JsonReply.object(reply.text());
    if (json.isEmpty()) {
      throw new FormException(
          "there is no valid JSON object in it"
              + (reply.finish() == Reply.Finish.LENGTH ? ", it was cut off" : ""));
    }
    Object value = form.read(json.get(), "$");
    return type.cast(value);
  }

  private Prompt withForm(Prompt prompt, Language language) {
    String wanted = text(ask, language, Map.of("schema", schema.text()));
    List<Message> messages = new ArrayList<>(prompt.messages());
    Message last = messages.get(messages.size() - 1);
    if (last.role() == Message.Role.USER) {
      messages.set(messages.size() - 1, Message.user(last.text() + "\n\n" + wanted, last.images()));
    } else {
      messages.add(Message.user(wanted));
    }
    return new Prompt(messages, prompt.options());
  }

  private Prompt again(Prompt first, Reply reply, String problem, Language language, long start) {
    List<Message> messages = new ArrayList<>(first.messages());
    messages.add(Message.assistant(UntrustedText.clean(reply.text(), SHOWN_CHARS)));
    messages.add(Message.user(text(repair, language, Map.of("problem", problem))));
    Duration left = first.options().timeout().minusNanos(System.nanoTime() - start);
    if (left.isZero() || left.isNegative()) {
      throw LlmException.retryable("no time is left for a second reply: " + problem, null);
    }
    return new Prompt(messages, first.options().withTimeout(left));
  }

  private static String text(
      Map<Language, PromptTemplate> templates, Language language, Map<String, String> values) {
    PromptTemplate template = templates.getOrDefault(language, templates.get(Language.EN));
    if (template == null) {
      throw new IllegalStateException("there is a template for " + Language.EN);
    }
    return template.render(values).text();
  }
}
