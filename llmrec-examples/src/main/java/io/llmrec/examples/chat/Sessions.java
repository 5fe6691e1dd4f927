package io.llmrec.examples.chat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What visitors have open, by a key that nobody can guess: at most so many, each forgotten when it
 * has not been used for a while. When there are too many the one that was used longest ago goes.
 * Safe for use by several threads.
 *
 * @param <T> what is open
 */
final class Sessions<T> {

  private static final int KEY_BYTES = 18;

  private final int most;
  private final long idleNanos;
  private final LongSupplier nanos;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Entry<T>> open = new LinkedHashMap<>(16, 0.75f, true);

  /** Something open and when it was used last. */
  private static final class Entry<T> {
    private final T value;
    private long used;

    Entry(T value, long used) {
      this.value = value;
      this.used = used;
    }
  }

  /**
   * Nothing open yet.
   *
   * @param most at least 1
   * @param idle more than zero
   * @param nanos the clock, as {@link System#nanoTime}
   */
  Sessions(int most, Duration idle, LongSupplier nanos) {
    if (most < 1 || idle.isZero() || idle.isNegative()) {
      throw new IllegalArgumentException(
          "most must be at least 1 and idle more than zero, were %d and %s".formatted(most, idle));
    }
    this.most = most;
    this.idleNanos = idle.toNanos();
    this.nanos = nanos;
  }

  /** Opens something; {@code maker} gets its key. */
  String open(Function<String, T> maker) {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    String key = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    T value = maker.apply(key);
    synchronized (open) {
      forgetIdle();
      while (open.size() >= most) {
        open.remove(open.keySet().iterator().next());
      }
      open.put(key, new Entry<>(value, nanos.getAsLong()));
    }
    return key;
  }

  /** What is open under a key; it counts as used. */
  Optional<T> find(String key) {
    synchronized (open) {
      forgetIdle();
      Entry<T> entry = open.get(key);
      if (entry == null) {
        return Optional.empty();
      }
      entry.used = nanos.getAsLong();
      return Optional.of(entry.value);
    }
  }

  /** Forgets what is open under a key. */
  void close(String key) {
    synchronized (open) {
      open.remove(key);
    }
  }

  /** How many are open. */
  int size() {
    synchronized (open) {
      forgetIdle();
      return open.size();
    }
  }

  /** The first in the map is the one used longest ago. */
  private void forgetIdle() {
    long now = nanos.getAsLong();
    List<String> idle = new ArrayList<>();
    for (Map.Entry<String, Entry<T>> entry : open.entrySet()) {
      if (now - entry.getValue().used < idleNanos) {
        break;
      }
      idle.add(entry.getKey());
    }
    idle.forEach(open::remove);
  }
}
