package io.llmrec.rank.ask;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import io.llmrec.core.request.BudgetMeter;
import io.llmrec.core.request.ModelCall;
import io.llmrec.core.request.StageContext;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.PromptTemplate;
import io.llmrec.prompt.TokenEstimate;
import io.llmrec.prompt.structured.StructuredModel;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A question that a stage asks a language model, with a record as the answer.
 *
 * <p>The model is not asked when the estimated tokens of prompt and reply, or the time, are more
 * than the request has left, or its money is spent. Every call, that for a second try too, is
 * reported to the stage's trace. When there is no answer the stage is marked as degraded, with the
 * reason. As safe for use by several threads as the model.
 *
 * @param <T> the answer
 */
public final class StageQuestion<T extends Record> {

  private final String stage;
  private final QuestionOptions options;
  private final Map<Language, PromptTemplate> templates = new EnumMap<>(Language.class);
  private final StructuredModel<T> structured;
  private final long formTokens;

  /** Where the calls of the question that this thread asks are reported. */
  private final ThreadLocal<StageContext> asking = new ThreadLocal<>();

  /**
   * A question.
   *
   * @param stage what reasons in the trace begin with
   * @param owner the class beside which the templates {@code <name>.en.prompt} and {@code
   *     <name>.zh.prompt} lie
   * @param name of the templates
   */
  public StageQuestion(
      String stage,
      Class<?> owner,
      String name,
      LanguageModel model,
      Class<T> answer,
      QuestionOptions options) {
    this.stage = stage;
    this.options = options;
    for (Language language : Language.values()) {
      templates.put(language, PromptTemplate.load(owner, name, language));
    }
    this.structured = StructuredModel.of(prompt -> reported(model, prompt), answer);
    this.formTokens = TokenEstimate.of(StructuredModel.schema(answer).text());
  }

  /**
   * The model's answer; empty when there is none and the stage has said why.
   *
   * @param values of the template's places
   * @param language of the texts shown, for when the options leave it open
   */
  public Optional<T> ask(StageContext context, Map<String, String> values, Language language) {
    Prompt prompt = prompt(context.budget(), values, language);
    String obstacle = obstacle(context.budget(), prompt);
    if (obstacle != null) {
      context.degrade(stage + ": the model was not asked: " + obstacle);
      return Optional.empty();
    }
    asking.set(context);
    try {
      return Optional.of(structured.ask(prompt).value());
    } catch (LlmException e) {
      context.degrade(stage + ": the model gave no answer: " + e.getMessage());
      return Optional.empty();
    } finally {
      asking.remove();
    }
  }

  private Prompt prompt(BudgetMeter budget, Map<String, String> values, Language guessed) {
    Language language = options.language();
    PromptTemplate template = templates.get(language == null ? guessed : language);
    if (template == null) {
      throw new IllegalStateException("there is a template for every language");
    }
    Duration timeout = options.generation().timeout();
    Duration left = budget.timeLeft();
    boolean shorten = budget.hasDeadline() && !left.isZero() && left.compareTo(timeout) < 0;
    return template.render(values).with(options.generation().withTimeout(shorten ? left : timeout));
  }

  /** Why the request cannot afford the call, or null when it can. */
  private @Nullable String obstacle(BudgetMeter budget, Prompt prompt) {
    long needed = TokenEstimate.of(prompt) + formTokens;
    if (needed > budget.tokensLeft()) {
      return "about %d tokens are needed, %d are left".formatted(needed, budget.tokensLeft());
    }
    if (budget.moneyLeft().signum() == 0) {
      return "the money of the request is spent";
    }
    Duration left = budget.timeLeft();
    if (budget.hasDeadline() && left.compareTo(options.minTime()) <= 0) {
      return "more than %d ms are needed, %d ms are left"
          .formatted(options.minTime().toMillis(), left.toMillis());
    }
    return null;
  }

  private Reply reported(LanguageModel model, Prompt prompt) {
    Reply reply = model.complete(prompt);
    StageContext context = asking.get();
    if (context != null) {
      Usage usage = reply.usage();
      context.report(
          new ModelCall(
              reply.model(),
              prompt.hash(),
              usage.inputTokens(),
              usage.outputTokens(),
              usage.cached() ? BigDecimal.ZERO : usage.money(),
              usage.cached()));
    }
    return reply;
  }

  @Override
  public String toString() {
    return "StageQuestion[" + stage + "]";
  }
}
