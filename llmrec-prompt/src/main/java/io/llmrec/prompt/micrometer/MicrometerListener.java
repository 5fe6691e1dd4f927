package io.llmrec.prompt.micrometer;

import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import io.llmrec.prompt.wrap.ModelCallEvent;
import io.llmrec.prompt.wrap.ModelListener;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/**
 * Measures the calls of a {@link io.llmrec.prompt.wrap.ListeningModel} in a registry.
 *
 * <p>Safe for use by several threads. A timer {@code gen_ai.client.operation.duration} for all
 * calls, a summary {@code gen_ai.client.token.usage} by {@code gen_ai.token.type} and a counter
 * {@code llmrec.client.money}, both for replies that were not cached. All have the tags {@code
 * gen_ai.operation.name}, {@code gen_ai.provider.name} and {@code gen_ai.request.model}; the timer
 * also {@code error.type} and {@code llmrec.cached}. No tag's value comes from a server.
 */
public final class MicrometerListener implements ModelListener {

  private static final String NO_ERROR = "none";

  private final MeterRegistry registry;

  /** Measures in a registry, which the host keeps. */
  public MicrometerListener(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void onCall(ModelCallEvent event) {
    Tags tags =
        Tags.of(
            "gen_ai.operation.name", "chat",
            "gen_ai.provider.name", event.source().provider(),
            "gen_ai.request.model", event.source().model());
    Reply reply = event.reply();
    boolean cached = reply != null && reply.usage().cached();
    String error = event.failure() == null ? NO_ERROR : event.errorType();
    Timer.builder(ModelCallEvent.DURATION)
        .tags(tags.and("error.type", error, "llmrec.cached", String.valueOf(cached)))
        .register(registry)
        .record(event.duration());
    if (reply != null && !cached) {
      count(tags, reply.usage());
    }
  }

  private void count(Tags tags, Usage usage) {
    tokens(tags, "input", usage.inputTokens());
    tokens(tags, "output", usage.outputTokens());
    registry.counter("llmrec.client.money", tags).increment(usage.money().doubleValue());
  }

  private void tokens(Tags tags, String type, long tokens) {
    DistributionSummary.builder(ModelCallEvent.TOKENS)
        .baseUnit("{token}")
        .tags(tags.and("gen_ai.token.type", type))
        .register(registry)
        .record(tokens);
  }
}
