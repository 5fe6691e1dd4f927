package io.llmrec.prompt.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.enrich.Provenance;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.prompt.JsonReply;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.PromptTemplate;
import io.llmrec.prompt.UntrustedText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a model about items, one prompt each, and keeps what passes the checks. */
final class ItemWriter {

  private static final Logger LOG = LoggerFactory.getLogger(ItemWriter.class);
  private static final int MAX_SHOWN_ID = 80;
  private static final int MAX_MODEL = 100;

  /**
   * What is written.
   *
   * @param name what the fingerprint, the log and failures call it, with its version
   * @param field the field of the reply's JSON object that holds the text
   * @param maxChars the longest text in code points
   * @param check why a text is not acceptable, null when it is
   */
  record Task(String name, String field, int maxChars, Check check) {}

  /** Says why a text is not acceptable for an item, or null when it is. */
  @FunctionalInterface
  interface Check {
    @Nullable String refuse(ItemFacts facts, String text);
  }

  private final Task task;
  private final LanguageModel model;
  private final EnrichOptions options;
  private final Map<Language, PromptTemplate> templates;
  private final LongAdder rejected = new LongAdder();

  ItemWriter(
      Task task,
      LanguageModel model,
      EnrichOptions options,
      Map<Language, PromptTemplate> templates) {
    this.task = task;
    this.model = model;
    this.options = options;
    this.templates = templates;
  }

  List<Optional<Enrichment>> write(List<Item> items) {
    Instant asOf = options.clock().instant();
    Optional<Enrichment> none = Optional.empty();
    return Parallel.run(items.size(), options.concurrency(), none, i -> write(items.get(i), asOf));
  }

  long rejected() {
    return rejected.sum();
  }

  String fingerprint() {
    Fingerprint print = new Fingerprint().add(task.name());
    for (Language language : Language.values()) {
      print.add(template(language).hash());
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

  private Optional<Enrichment> write(Item item, Instant asOf) {
    ItemFacts facts = ItemFacts.of(item);
    Prompt prompt = prompt(item, facts);
    Reply reply;
    try {
      reply = model.complete(prompt);
    } catch (LlmException e) {
      throwUnlessThisItemsOwn(item, e);
      return reject(item, String.valueOf(e.getMessage()));
    }
    Optional<String> text = JsonReply.object(reply.text()).map(this::onlyField);
    if (text.isEmpty()) {
      return reject(item, "no JSON object with one text '" + task.field() + "'");
    }
    String refusal = refuse(facts, text.get());
    if (refusal != null) {
      return reject(item, refusal);
    }
    String named = UntrustedText.clean(reply.model(), MAX_MODEL);
    Provenance from =
        new Provenance(
            named.isEmpty() ? "unknown" : named, prompt.hash(), Fingerprint.of(facts.json()), asOf);
    return Optional.of(new Enrichment(clean(text.get()), from));
  }

  private Prompt prompt(Item item, ItemFacts facts) {
    Language fixed = options.language();
    Language language = fixed == null ? Language.guess(item.title()) : fixed;
    return template(language).render(Map.of("item", facts.json())).with(options.generation());
  }

  private PromptTemplate template(Language language) {
    PromptTemplate template = templates.get(language);
    if (template == null) {
      throw new IllegalStateException(task.name() + " has no template for " + language);
    }
    return template;
  }

  private @Nullable String onlyField(ObjectNode json) {
    JsonNode value = json.path(task.field());
    return json.size() == 1 && value.isTextual() ? value.textValue() : null;
  }

  private @Nullable String refuse(ItemFacts facts, String raw) {
    if (raw.codePointCount(0, raw.length()) > task.maxChars()) {
      return "the text is longer than " + task.maxChars() + " characters";
    }
    String text = clean(raw);
    return Words.of(text).isEmpty() ? "the text has no words" : task.check().refuse(facts, text);
  }

  private String clean(String text) {
    return UntrustedText.clean(text, task.maxChars());
  }

  private Optional<Enrichment> reject(Item item, String reason) {
    rejected.increment();
    LOG.info("{}: item '{}' gets no text: {}", task.name(), shown(item), reason);
    if (model instanceof RefusalListener listener) {
      listener.onRefused(item.id(), reason);
    }
    return Optional.empty();
  }

  /** A failure that a plain other item suffers too would hit every item. */
  private void throwUnlessThisItemsOwn(Item item, LlmException failure) {
    if (failure.retryable() || Thread.currentThread().isInterrupted()) {
      throw named(item, failure);
    }
    Item probe = Item.of("probe", Language.guess(item.title()) == Language.ZH ? "杯子" : "Cup");
    try {
      model.complete(prompt(probe, ItemFacts.of(probe)));
    } catch (LlmException e) {
      throw named(item, failure);
    }
  }

  private LlmException named(Item item, LlmException e) {
    String message = "%s: item '%s': %s".formatted(task.name(), shown(item), e.getMessage());
    return e.retryable() ? LlmException.retryable(message, e) : LlmException.permanent(message, e);
  }

  private static String shown(Item item) {
    return UntrustedText.clean(item.id(), MAX_SHOWN_ID);
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
