package io.llmrec.prompt.enrich;

import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.enrich.Provenance;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.structured.StructuredAttempt;
import io.llmrec.prompt.structured.StructuredModel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a model about subjects, one prompt each, and keeps what passes the checks: what all
 * enrichment tasks share, and the place for a host's own.
 *
 * <p>Safe for use by several threads when the model is. Prompts are begun in the order of the
 * subjects, several at a time. A reply that has not its form or is refused is shown to the model
 * once with what is wrong; a second such reply leaves the place empty, which is logged and counted
 * by kind.
 *
 * <p>When the model fails: a retryable failure is thrown at once, for retrying is a wrapper around
 * the model. After a permanent one the probe is asked: when that fails too the failure would hit
 * every subject and is thrown, otherwise the place is empty.
 *
 * @param <S> what is asked about
 * @param <T> the form of the reply
 */
public final class Enricher<S, T extends Record> implements Fingerprinted {

  /** The longest reply that is kept beside its text, in characters. */
  public static final int MAX_REPLY = 16 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Enricher.class);
  private static final int MAX_SHOWN_ID = 80;
  private static final int MAX_MODEL = 100;
  private static final String FORM = "form";
  private static final String FAILURE = "model failure";

  private final EnrichTask<S, T> task;
  private final LanguageModel model;
  private final StructuredModel<T> structured;
  private final EnrichOptions options;
  private final S probe;
  private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();

  /**
   * A task for a model.
   *
   * @param probe a plain subject that no model refuses
   */
  public Enricher(EnrichTask<S, T> task, LanguageModel model, EnrichOptions options, S probe) {
    this.task = task;
    this.model = model;
    this.structured = StructuredModel.of(model, task.reply()).withoutSchemaInPrompt();
    this.options = options;
    this.probe = probe;
  }

  /** One place per subject, dated to the start of the call. */
  public List<Optional<Enriched<T>>> ask(List<S> subjects) {
    return ask(subjects, options.clock().instant());
  }

  /**
   * One place per subject, in the order given, empty where no reply passed.
   *
   * @param asOf the latest moment whose data the subjects may hold
   * @throws LlmException when the model fails in a way that would hit every subject, or may pass
   */
  public List<Optional<Enriched<T>>> ask(List<S> subjects, Instant asOf) {
    Optional<Enriched<T>> none = Optional.empty();
    return Parallel.run(
        subjects.size(), options.concurrency(), none, i -> askAbout(subjects.get(i), asOf));
  }

  /** As {@link #ask(List)}, with the texts alone. */
  public List<Optional<Enrichment>> write(List<S> subjects) {
    return ask(subjects).stream().map(place -> place.map(Enriched::enrichment)).toList();
  }

  /** How many subjects got no text since this was made. */
  public long rejected() {
    return refused.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** How many subjects got no text since this was made, by the kind of the last fault. */
  public Map<String, Long> refusals() {
    Map<String, Long> counts = new TreeMap<>();
    refused.forEach((kind, count) -> counts.put(kind, count.sum()));
    return counts;
  }

  /** Follows the task, its prompts, the options that change a reply, and the model. */
  @Override
  public String fingerprint() {
    Fingerprint print = new Fingerprint().add(task.name());
    for (Language language : Language.values()) {
      print.add(task.prompts().in(language).hash());
    }
    print
        .add(String.valueOf(options.language()))
        .add(options.generation().maxTokens())
        .add(Double.toString(options.generation().temperature()))
        .add(String.valueOf(options.generation().seed()))
        .add(options.generation().stop().toString())
        .add(modelName());
    return task.name() + ":" + print.hex();
  }

  private Optional<Enriched<T>> askAbout(S subject, Instant asOf) {
    TaskInput input = task.input().apply(subject);
    Prompt prompt = prompt(input);
    Judged judged = new Judged(subject, input);
    StructuredAttempt<T> attempt;
    try {
      attempt = structured.attempt(prompt, judged::fault);
    } catch (LlmException e) {
      throwUnlessThisSubjectsOwn(input, e);
      return reject(input, FAILURE, String.valueOf(e.getMessage()));
    }
    T reply = attempt.value();
    if (reply == null) {
      String last = attempt.problems().get(attempt.problems().size() - 1);
      return reject(
          input, judged.verdict.fault().equals(last) ? judged.verdict.kind() : FORM, last);
    }
    Provenance from = new Provenance(modelOf(attempt.last()), prompt.hash(), input.hash(), asOf);
    return Optional.of(
        new Enriched<>(
            reply, new Enrichment(judged.verdict.text(), from, cut(attempt.last().text()))));
  }

  /** Remembers the verdict on the latest reply; used by the one thread that asks. */
  private final class Judged {

    private final S subject;
    private final TaskInput input;
    private Verdict verdict = Verdict.refuse(FORM, FORM);

    Judged(S subject, TaskInput input) {
      this.subject = subject;
      this.input = input;
    }

    @Nullable String fault(T reply) {
      verdict = task.acceptance().judge(subject, input, reply);
      return verdict.kept() ? null : verdict.fault();
    }
  }

  private Prompt prompt(TaskInput input) {
    Language fixed = options.language();
    Language language = fixed == null ? input.language() : fixed;
    return task.prompts().in(language).render(input.values()).with(options.generation());
  }

  private static String modelOf(Reply reply) {
    String named = UntrustedText.clean(reply.model(), MAX_MODEL);
    return named.isEmpty() ? "unknown" : named;
  }

  private static String cut(String reply) {
    return reply.substring(0, Math.min(reply.length(), MAX_REPLY));
  }

  private Optional<Enriched<T>> reject(TaskInput input, String kind, String reason) {
    refused.computeIfAbsent(kind, name -> new LongAdder()).increment();
    LOG.info("{}: '{}' gets no text: {}", task.name(), shown(input), reason);
    if (model instanceof RefusalListener listener) {
      listener.onRefused(input.id(), reason);
    }
    return Optional.empty();
  }

  /** A failure that a plain other subject suffers too would hit every one. */
  private void throwUnlessThisSubjectsOwn(TaskInput input, LlmException failure) {
    if (failure.retryable() || Thread.currentThread().isInterrupted()) {
      throw named(input, failure);
    }
    try {
      model.complete(prompt(task.input().apply(probe)));
    } catch (LlmException e) {
      throw named(input, failure);
    }
  }

  private LlmException named(TaskInput input, LlmException e) {
    String message = "%s: '%s': %s".formatted(task.name(), shown(input), e.getMessage());
    return e.retryable() ? LlmException.retryable(message, e) : LlmException.permanent(message, e);
  }

  private static String shown(TaskInput input) {
    return UntrustedText.clean(input.id(), MAX_SHOWN_ID);
  }

  private String modelName() {
    if (!options.modelName().isEmpty()) {
      return options.modelName();
    }
    if (model instanceof Fingerprinted known) {
      return known.fingerprint();
    }
    Class<?> type = model.getClass();
    return type.isHidden() || type.isSynthetic() ? "lambda" : type.getName();
  }
}
