package io.llmrec.prompt.wrap;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Models and prompts for tests. */
final class Models {

  static final Prompt HELLO = prompt("hello", Duration.ofSeconds(10));

  private Models() {}

  static Prompt prompt(String text, Duration timeout) {
    return Prompt.of(text).with(GenerationOptions.DEFAULT.withMaxTokens(100).withTimeout(timeout));
  }

  static LlmException busy() {
    return LlmException.retryable("busy", null);
  }

  static LlmException refused() {
    return LlmException.permanent("refused", null);
  }

  static Reply reply(String text, long in, long out) {
    return new Reply(
        text, "small", Reply.Finish.STOP, new Usage(in, out, new BigDecimal("0.5"), false));
  }

  static LlmException failure(LanguageModel model, Prompt prompt) {
    return assertThrows(LlmException.class, () -> model.complete(prompt));
  }

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("nothing came in 10 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LlmException.permanent("interrupted", e);
    }
  }

  /** Answers or fails in the order given, and keeps what it was asked. */
  static final class Scripted implements LanguageModel {

    private final Deque<Object> script = new ArrayDeque<>();
    private final List<Prompt> asked = Collections.synchronizedList(new ArrayList<>());

    Scripted(Object... answers) {
      script.addAll(List.of(answers));
    }

    @Override
    public Reply complete(Prompt prompt) {
      asked.add(prompt);
      Object next;
      synchronized (script) {
        next = script.size() > 1 ? script.removeFirst() : script.getFirst();
      }
      if (next instanceof RuntimeException e) {
        throw e;
      }
      return next instanceof Reply reply ? reply : Reply.of((String) next);
    }

    List<Prompt> asked() {
      return List.copyOf(asked);
    }

    Duration timeout(int call) {
      return asked.get(call).options().timeout();
    }
  }
}
