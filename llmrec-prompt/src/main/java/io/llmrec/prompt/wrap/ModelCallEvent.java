package io.llmrec.prompt.wrap;

import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Reply;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One call of a language model, seen from outside.
 *
 * @param source who was asked
 * @param options what was asked for; not the texts, which may be private
 * @param duration from the call to its end
 * @param reply what was answered, or null
 * @param failure why there is no reply, or null
 */
public record ModelCallEvent(
    ModelSource source,
    GenerationOptions options,
    Duration duration,
    @Nullable Reply reply,
    @Nullable RuntimeException failure) {

  /** The histogram of durations in seconds. */
  public static final String DURATION = "gen_ai.client.operation.duration";

  /** The histogram of tokens. */
  public static final String TOKENS = "gen_ai.client.token.usage";

  /**
   * What the semantic conventions of OpenTelemetry for generative AI call the call's properties;
   * and, under {@code llmrec.}, two that they do not name: whether the reply was cached, and its
   * money. No text of prompt or reply is among them.
   */
  public Map<String, Object> attributes() {
    Map<String, Object> all = new TreeMap<>();
    all.put("gen_ai.operation.name", "chat");
    all.put("gen_ai.provider.name", source.provider());
    all.put("gen_ai.request.model", source.model());
    all.put("gen_ai.request.max_tokens", options.maxTokens());
    all.put("gen_ai.request.temperature", options.temperature());
    if (options.seed() != null) {
      all.put("gen_ai.request.seed", options.seed());
    }
    if (reply != null) {
      all.put("gen_ai.response.model", reply.model());
      all.put(
          "gen_ai.response.finish_reasons",
          List.of(reply.finish().name().toLowerCase(Locale.ROOT)));
      all.put("gen_ai.usage.input_tokens", reply.usage().inputTokens());
      all.put("gen_ai.usage.output_tokens", reply.usage().outputTokens());
      all.put("llmrec.usage.money", reply.usage().money());
      all.put("llmrec.cached", reply.usage().cached());
    }
    if (failure != null) {
      all.put("error.type", errorType());
    }
    return Collections.unmodifiableMap(all);
  }

  /** The kind of failure, one of few; empty where there is none. */
  public String errorType() {
    if (failure instanceof LlmException known) {
      return known.retryable() ? "retryable" : "permanent";
    }
    return failure == null ? "" : failure.getClass().getName();
  }
}
