package io.llmrec.prompt.wrap;

import io.llmrec.core.llm.LlmException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Failures that are remembered for a short time. Safe for use by several threads. */
final class Failed {

  private static final int MAX = 1000;

  private record Failure(LlmException cause, long until) {}

  private final Map<String, Failure> failures = new LinkedHashMap<>();
  private final Ticker ticker;
  private final long nanos;

  Failed(Ticker ticker, long nanos) {
    this.ticker = ticker;
    this.nanos = nanos;
  }

  /** Remembers a failure that will stay; any other not. */
  synchronized void remember(String key, LlmException failure) {
    if (!failure.retryable() && nanos > 0) {
      failures.put(key, new Failure(failure, ticker.nanos() + nanos));
      if (failures.size() > MAX) {
        failures.remove(failures.keySet().iterator().next());
      }
    }
  }

  /** The failure of a key as a new one, or null. */
  synchronized @Nullable LlmException get(String key) {
    Failure failure = failures.get(key);
    if (failure == null) {
      return null;
    }
    if (failure.until() - ticker.nanos() <= 0) {
      failures.remove(key);
      return null;
    }
    return Failures.again(failure.cause());
  }

  synchronized void forget(String key) {
    failures.remove(key);
  }

  synchronized void clear() {
    failures.clear();
  }
}
