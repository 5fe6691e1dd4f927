package io.llmrec.prompt.wrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Reply;
import io.llmrec.prompt.micrometer.MicrometerListener;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ListeningModelTest {

  private static final ModelSource SOURCE = new ModelSource("vllm", "small");

  private final FakeTicker ticker = new FakeTicker();
  private final List<ModelCallEvent> events = new ArrayList<>();

  @Test
  void tellsOfAReplyInTheWordsOfOpenTelemetry() {
    listening(answering(Models.reply("private text", 7, 3)), events::add).complete(Models.HELLO);

    ModelCallEvent event = events.get(0);
    assertEquals(Duration.ofSeconds(2), event.duration());
    assertEquals(
        "{gen_ai.operation.name=chat, gen_ai.provider.name=vllm, gen_ai.request.max_tokens=100, "
            + "gen_ai.request.model=small, gen_ai.request.temperature=0.0, "
            + "gen_ai.response.finish_reasons=[stop], gen_ai.response.model=small, "
            + "gen_ai.usage.input_tokens=7, gen_ai.usage.output_tokens=3, "
            + "llmrec.cached=false, llmrec.usage.money=0.5}",
        event.attributes().toString());
  }

  @Test
  void tellsOfAFailure() {
    Models.failure(listening(new Models.Scripted(Models.busy()), events::add), Models.HELLO);

    assertEquals("retryable", events.get(0).attributes().get("error.type"));
    assertFalse(events.get(0).attributes().containsKey("gen_ai.response.model"));
  }

  @Test
  void brokenListenerHarmsNobody() {
    LanguageModel model =
        listening(
            answering(Reply.of("hi")),
            event -> {
              throw new IllegalStateException("broken");
            });

    assertEquals("hi", model.complete(Models.HELLO).text());
  }

  @Test
  void micrometerMeasuresTimeTokensAndMoney() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    MicrometerListener listener = new MicrometerListener(registry);
    Reply paid = Models.reply("hi", 7, 3);

    listening(answering(paid), listener).complete(Models.HELLO);
    listening(answering(paid.with(paid.usage().fromCache())), listener).complete(Models.HELLO);
    Models.failure(listening(new Models.Scripted(Models.refused()), listener), Models.HELLO);

    assertEquals(
        2.0,
        registry
            .get("gen_ai.client.operation.duration")
            .tags("error.type", "none", "llmrec.cached", "false", "gen_ai.provider.name", "vllm")
            .timer()
            .totalTime(TimeUnit.SECONDS));
    assertEquals(
        1, registry.get(ModelCallEvent.DURATION).tag("error.type", "permanent").timer().count());
    assertEquals(
        3.0,
        registry
            .get("gen_ai.client.token.usage")
            .tag("gen_ai.token.type", "output")
            .summary()
            .totalAmount());
    assertEquals(0.5, registry.get("llmrec.client.money").counter().count());
  }

  private LanguageModel answering(Reply reply) {
    return prompt -> {
      ticker.pass(Duration.ofSeconds(2));
      return reply;
    };
  }

  private ListeningModel listening(LanguageModel inner, ModelListener listener) {
    return new ListeningModel(inner, SOURCE, listener, ticker);
  }

  @Test
  void failureOfTheHostsOwnModelIsNamedByItsClass() {
    LanguageModel broken =
        prompt -> {
          throw new IllegalStateException("x");
        };
    try {
      listening(broken, events::add).complete(Models.HELLO);
    } catch (IllegalStateException | LlmException e) {
      assertEquals("java.lang.IllegalStateException", events.get(0).errorType());
    }
  }
}
