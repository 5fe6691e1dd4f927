package io.llmrec.prompt.wrap;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Keeps what is spent within any minute under a limit, by saying when the next amount may be spent.
 *
 * <p>Not safe for use by several threads. Entries are made in the order of their times, some of
 * which lie ahead.
 */
final class MinuteWindow {

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  /** An amount and when it is spent. */
  static final class Entry {

    private final long time;
    private long amount;

    private Entry(long time, long amount) {
      this.time = time;
      this.amount = amount;
    }
  }

  private final long limit;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long spent;

  MinuteWindow(long limit) {
    this.limit = limit;
  }

  /**
   * The first moment from {@code now} on at which an amount may be spent, not before any entry; an
   * amount over the limit has a minute to itself.
   */
  long earliest(long now, long amount) {
    forget(now);
    long room = limit - Math.min(limit, amount);
    long moment = entries.isEmpty() ? now : Math.max(now, entries.getLast().time);
    long left = spent;
    for (Entry entry : entries) {
      boolean over = entry.time + MINUTE - moment <= 0;
      if (!over && left <= room) {
        break;
      }
      left -= entry.amount;
      moment = Math.max(moment, entry.time + MINUTE);
    }
    return moment;
  }

  /** Spends an amount at a moment that {@link #earliest} gave. */
  Entry spend(long moment, long amount) {
    Entry entry = new Entry(moment, Math.min(limit, amount));
    entries.add(entry);
    spent += entry.amount;
    return entry;
  }

  /** Says what an entry came to in the end; one from over a minute ago no longer matters. */
  void correct(Entry entry, long amount, long now) {
    forget(now);
    if (now - entry.time < MINUTE) {
      long corrected = Math.min(limit, amount);
      spent += corrected - entry.amount;
      entry.amount = corrected;
    }
  }

  private void forget(long now) {
    while (!entries.isEmpty() && now - entries.getFirst().time >= MINUTE) {
      spent -= entries.removeFirst().amount;
    }
  }
}
