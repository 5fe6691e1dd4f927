package io.llmrec.core;

import io.llmrec.core.Progress.Update;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/** See {@link Progress#printTo}. */
final class PrintedProgress implements Progress {

  private static final long PAUSE_NANOS = 1_000_000_000;

  private final PrintStream out;
  private final LongSupplier nanoClock;
  private long next;

  PrintedProgress(PrintStream out, LongSupplier nanoClock) {
    this.out = out;
    this.nanoClock = nanoClock;
    this.next = nanoClock.getAsLong();
  }

  @Override
  public synchronized void update(Update update) {
    long now = nanoClock.getAsLong();
    if (update.done() == update.total() || now - next >= 0) {
      next = now + PAUSE_NANOS;
      out.println(line(update));
    }
  }

  private static String line(Update update) {
    String counts =
        String.format(
            Locale.ROOT, "%-24s %,d of %,d", update.step(), update.done(), update.total());
    if (update.reused() > 0) {
      counts += String.format(Locale.ROOT, ", %,d of them kept from before", update.reused());
    }
    if (update.done() < update.total() && update.rate() > 0) {
      counts +=
          String.format(
              Locale.ROOT, ", %,.0f/s, %d s left", update.rate(), update.timeLeft().toSeconds());
    }
    return counts;
  }
}
