package io.llmrec.prompt.wrap;

import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps replies and gives them again to equal prompts, in memory or in a file.
 *
 * <p>Safe for use by several threads; close it. The key is the SHA-256 of the model's name, the
 * prompt's turns and all options that change the reply; the prompt itself is not kept, the reply
 * is. Equal prompts that are asked at the same time are sent once. A reply from the cache has a
 * usage that is {@link Usage#cached}, with the tokens and the money it once cost.
 *
 * <p>Kept are replies that ended by themselves or at their longest length; refused and cancelled
 * ones are not. A failure that will stay is remembered in memory for a short time; one that may
 * pass is not, but is shared by those who waited for the same call. What a file holds is written
 * within about a second, so that a kill loses no more; only one JVM can have a file open.
 */
public final class CachingModel implements LanguageModel, AutoCloseable {

  private final LanguageModel model;
  private final String name;
  private final ReplyStore store;
  private final Duration ttl;
  private final Clock clock;
  private final Failed failed;
  private final ConcurrentMap<String, CompletableFuture<Reply>> underWay =
      new ConcurrentHashMap<>();
  private CacheSavings savings = CacheSavings.NONE;

  CachingModel(Builder builder, Clock clock, Ticker ticker) {
    this.model = builder.model;
    this.name = builder.name;
    this.ttl = builder.ttl;
    this.clock = clock;
    this.failed = new Failed(ticker, Deadline.nanos(builder.failureTtl));
    this.store = ReplyStore.open(builder.file, builder.maxEntries);
  }

  /**
   * Begins with what is required.
   *
   * @param name stands for all that changes the model's replies but is not in the prompt: its name,
   *     its version, its own settings. Two tenants that must not share replies have two names
   */
  public static Builder builder(LanguageModel model, String name) {
    return new Builder(model, name);
  }

  @Override
  public Reply complete(Prompt prompt) {
    String key = key(prompt);
    Deadline deadline = Deadline.of(prompt, Ticker.SYSTEM);
    while (true) {
      Reply kept = kept(key);
      if (kept != null) {
        return kept;
      }
      CompletableFuture<Reply> own = new CompletableFuture<>();
      CompletableFuture<Reply> first = underWay.putIfAbsent(key, own);
      if (first == null) {
        return ask(prompt, key, own);
      }
      Reply shared = await(first, deadline);
      if (shared != null) {
        count(shared.usage(), 0, 1);
        return shared.with(shared.usage().fromCache());
      }
    }
  }

  /** What the cache was good for since it was opened. */
  public synchronized CacheSavings savings() {
    return savings;
  }

  /** How many replies are kept, those whose time is over among them. */
  public int size() {
    return store.size();
  }

  /** Forgets the reply to a prompt. */
  public void forget(Prompt prompt) {
    failed.forget(key(prompt));
    store.remove(key(prompt));
  }

  /** Forgets all replies, and takes them out of the file. */
  public void clear() {
    failed.clear();
    store.clear();
  }

  @Override
  public void close() {
    store.close();
  }

  @Override
  public String toString() {
    return "CachingModel[" + name + ", " + size() + " replies, " + model + "]";
  }

  private String key(Prompt prompt) {
    return Fingerprint.of("reply/1", name, prompt.hash());
  }

  private @Nullable Reply kept(String key) {
    LlmException failure = failed.get(key);
    if (failure != null) {
      throw failure;
    }
    String line = store.get(key);
    ReplyLine kept = line == null ? null : ReplyLine.parse(line);
    if (kept == null) {
      return null;
    }
    long age = clock.millis() - kept.made();
    if (age < 0 || age >= ttl.toMillis()) {
      return null;
    }
    count(kept.reply().usage(), 1, 0);
    return kept.reply().with(kept.reply().usage().fromCache());
  }

  private Reply ask(Prompt prompt, String key, CompletableFuture<Reply> own) {
    try {
      Reply reply = model.complete(prompt);
      keep(key, reply);
      count(Usage.UNKNOWN, 0, 0);
      own.complete(reply);
      return reply;
    } catch (LlmException e) {
      if (!Failures.isInterrupted()) {
        failed.remember(key, e);
        own.completeExceptionally(e);
      }
      throw e;
    } finally {
      // Those who wait for a caller that was interrupted, or failed in its own way, ask themselves.
      own.cancel(false);
      underWay.remove(key, own);
    }
  }

  private void keep(String key, Reply reply) {
    boolean whole =
        switch (reply.finish()) {
          case STOP, LENGTH, UNKNOWN -> true;
          case FILTERED, CANCELLED -> false;
        };
    if (whole) {
      store.put(key, new ReplyLine(clock.millis(), reply).write());
    }
  }

  /** The reply another caller gets, or null when it gave up. */
  private static @Nullable Reply await(CompletableFuture<Reply> first, Deadline deadline) {
    try {
      return first.get(Math.max(0, deadline.left()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw Deadline.interrupted("waiting for an equal call", e);
    } catch (TimeoutException e) {
      throw LlmException.retryable(
          "an equal call gave no reply within " + deadline.timeout(), null);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof LlmException failure ? Failures.again(failure) : unknown(e);
    } catch (CancellationException e) {
      return null;
    }
  }

  private static LlmException unknown(ExecutionException e) {
    return LlmException.permanent("an equal call failed: " + e.getCause(), e.getCause());
  }

  private synchronized void count(Usage saved, int hits, int joined) {
    savings =
        new CacheSavings(
            savings.hits() + hits,
            savings.joined() + joined,
            savings.misses() + (hits + joined == 0 ? 1 : 0),
            savings.tokens() + saved.inputTokens() + saved.outputTokens(),
            savings.money().add(saved.money()));
  }

  /** Collects the settings of a {@link CachingModel}. Not safe for use by several threads. */
  public static final class Builder {

    private final LanguageModel model;
    private final String name;
    private @Nullable Path file;
    private Duration ttl = Duration.ofDays(7);
    private Duration failureTtl = Duration.ofMinutes(1);
    private int maxEntries = 100_000;

    private Builder(LanguageModel model, String name) {
      if (name.isBlank()) {
        throw new IllegalArgumentException("name must not be blank");
      }
      this.model = model;
      this.name = name;
    }

    /** Keeps replies in a file, which is made where there is none; in memory by default. */
    public Builder file(Path path) {
      file = path;
      return this;
    }

    /** How long a reply is given again, more than 0; 7 days by default. */
    public Builder ttl(Duration value) {
      if (value.isZero() || value.isNegative()) {
        throw new IllegalArgumentException("ttl must be more than 0, was " + value);
      }
      ttl = value;
      return this;
    }

    /** How long a failure that will stay is given again; a minute by default, 0 for not at all. */
    public Builder failureTtl(Duration value) {
      if (value.isNegative()) {
        throw new IllegalArgumentException("failureTtl must be at least 0, was " + value);
      }
      failureTtl = value;
      return this;
    }

    /** How many replies are kept at most, at least 1; 100,000 by default, the oldest give way. */
    public Builder maxEntries(int most) {
      if (most < 1) {
        throw new IllegalArgumentException("maxEntries must be at least 1, was " + most);
      }
      maxEntries = most;
      return this;
    }

    /**
     * Opens the cache.
     *
     * @throws java.io.UncheckedIOException when the file is no cache, cannot be written or is in
     *     use
     */
    public CachingModel build() {
      return new CachingModel(this, Clock.systemUTC(), Ticker.SYSTEM);
    }
  }
}
