package io.llmrec.prompt.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.testing.Samples;
import io.llmrec.prompt.cassette.CassetteModel;
import io.llmrec.prompt.wrap.AdaptiveConcurrencyModel;
import io.llmrec.prompt.wrap.BudgetLimits;
import io.llmrec.prompt.wrap.BudgetedModel;
import io.llmrec.prompt.wrap.CachingModel;
import io.llmrec.prompt.wrap.CircuitBreakerModel;
import io.llmrec.prompt.wrap.FallbackModel;
import io.llmrec.prompt.wrap.HedgedModel;
import io.llmrec.prompt.wrap.ListeningModel;
import io.llmrec.prompt.wrap.ModelSource;
import io.llmrec.prompt.wrap.RateLimitedModel;
import io.llmrec.prompt.wrap.RateLimits;
import io.llmrec.prompt.wrap.ReasoningStrippingModel;
import io.llmrec.prompt.wrap.RetryOptions;
import io.llmrec.prompt.wrap.RetryingModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A key shows up in no log, no exception, no toString and no file, be the server ever so chatty.
 */
@Timeout(30)
class CanaryKeyTest {

  private static final String CANARY = "sk-canary-0123456789abcdef";
  private static final Prompt HELLO = Prompt.of("hello");

  @TempDir Path folder;

  private final List<HedgedModel> open = new ArrayList<>();
  private final StringWriter shown = new StringWriter();
  private final OutputStream log = new ByteArrayOutputStream();
  private final PrintStream stderr = System.err;
  private final PrintStream stdout = System.out;

  @BeforeEach
  void catchTheLog() {
    PrintStream caught = new PrintStream(log, true, UTF_8);
    System.setErr(caught);
    System.setOut(caught);
  }

  @AfterEach
  void releaseTheLog() {
    open.forEach(HedgedModel::close);
    System.setErr(stderr);
    System.setOut(stdout);
  }

  @Test
  void keyIsShownByNoWrapperAndInNoFile() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    String good = "{\"choices\":[{\"message\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}";
    try (Answers answers =
            Answers.to(
                request ->
                    calls.incrementAndGet() % 2 == 1
                        ? Answers.http(500, "text/plain", "bad key " + CANARY)
                        : Answers.http(200, "application/json", good));
        CachingModel cached =
            CachingModel.builder(all(chat(answers)), "m").file(folder.resolve("cache.mv")).build();
        CassetteModel recorded =
            CassetteModel.record(folder.resolve("cassette.jsonl"), cached, "test")) {
      assertEquals("hi", recorded.complete(HELLO).text());
      shown.append(recorded.toString()).append(cached.toString());
      assertTrue(answers.server.request().contains(CANARY), "it is sent");
    }

    assertNotShown();
    assertFalse(filesAsText().contains("canary"));
  }

  @Test
  void keyIsShownByNoFailure() throws IOException {
    List<byte[]> chatty =
        List.of(
            Answers.http(401, "text/plain", "bad key " + CANARY),
            Answers.http(429, "text/plain\r\nRetry-After: " + CANARY, CANARY),
            Answers.http(200, CANARY, CANARY),
            Answers.http(200, "application/json", "{\"" + CANARY + "\":\"" + CANARY + "\"}"),
            Answers.http(200, "text/event-stream", "data: " + CANARY + "\n\n"));
    for (byte[] answer : chatty) {
      try (Answers answers = Answers.to(request -> answer)) {
        OpenAiChatModel chat = chat(answers);
        failing(() -> all(chat).complete(HELLO));
        failing(() -> chat.stream(HELLO, piece -> true));
        failing(() -> chat.completeWithTokens(HELLO, 1));
        OpenAiTextEncoder encoder =
            OpenAiTextEncoder.builder(answers.server.base(), "m").apiKey(Secret.of(CANARY)).build();
        failing(() -> encoder.encode(List.of("x")));
        OpenAiScoringModel scoring =
            OpenAiScoringModel.builder(answers.server.base(), "m", OpenAiScoringModel.Style.ECHO)
                .apiKey(Secret.of(CANARY))
                .build();
        failing(() -> scoring.score(List.of("x")));
        rerank(answers);
        shown.append(chat.toString()).append(chat.fingerprint());
        shown.append(encoder.toString()).append(encoder.fingerprint()).append(scoring.toString());
      }
    }

    assertNotShown();
  }

  private void rerank(Answers answers) {
    HttpReRanker reRanker =
        HttpReRanker.builder(answers.server.base(), "m", context -> "q")
            .apiKey(Secret.of(CANARY))
            .build();
    StageContext context = Samples.context();
    failing(() -> reRanker.rerank(context, Samples.candidates()));
    shown.append(reRanker.toString()).append(context.counts().toString());
  }

  private static OpenAiChatModel chat(Answers answers) {
    return OpenAiChatModel.builder(answers.server.base(), "m").apiKey(Secret.of(CANARY)).build();
  }

  /** All wrappers around a model. */
  private LanguageModel all(LanguageModel model) {
    HedgedModel hedged = HedgedModel.around(CircuitBreakerModel.around(model));
    open.add(hedged);
    RetryOptions twice =
        new RetryOptions(2, Duration.ofNanos(1), Duration.ofNanos(1), Duration.ofSeconds(5));
    LanguageModel all =
        ListeningModel.around(
            FallbackModel.of(
                BudgetedModel.around(
                    RetryingModel.around(
                        RateLimitedModel.around(
                            AdaptiveConcurrencyModel.around(ReasoningStrippingModel.around(hedged)),
                            RateLimits.ofRequests(1000)),
                        twice),
                    BudgetLimits.NONE)),
            new ModelSource("p", "m"),
            event -> {
              shown.append(event.toString()).append(event.attributes().toString());
              throw new IllegalStateException("a listener that is logged");
            });
    shown.append(all.toString());
    return all;
  }

  private void failing(Runnable call) {
    try {
      call.run();
    } catch (LlmException e) {
      e.printStackTrace(new PrintWriter(shown));
      return;
    }
    throw new AssertionError("no failure");
  }

  private void assertNotShown() {
    String all = shown + log.toString();
    int at = all.indexOf("canary");
    assertEquals(-1, at, () -> all.substring(Math.max(0, at - 200), at + 50));
    assertTrue(all.length() > 100);
  }

  private String filesAsText() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, ISO_8859_1));
      }
    }
    assertTrue(all.length() > 100);
    return all.toString();
  }
}
