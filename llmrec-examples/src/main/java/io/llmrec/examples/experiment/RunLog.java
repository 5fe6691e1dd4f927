package io.llmrec.examples.experiment;

import io.llmrec.core.Progress;
import io.llmrec.core.Progress.Update;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Tells on one stream which cell is being made, how many there are, and how long it may take. */
final class RunLog {

  /** Asking that takes no longer is not spoken of. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final PrintStream out;
  private final LongSupplier nanoClock;
  private final int total;
  private final long start;
  private int begun;
  private int kept;

  RunLog(PrintStream out, int total, LongSupplier nanoClock) {
    this.out = out;
    this.total = total;
    this.nanoClock = nanoClock;
    this.start = nanoClock.getAsLong();
  }

  /** A line to people. */
  void say(String line) {
    out.println(line);
  }

  /** Work on a cell begins. */
  void begin(String what) {
    begun++;
    out.printf(Locale.ROOT, "cell %d of %d: %s%n", begun, total, what);
  }

  /** The cell was there. */
  void reused() {
    kept++;
    out.println("  kept from before");
  }

  /** The cell was made. */
  void made(Cell cell) {
    Update all =
        new Update("cells", begun, total, kept, Duration.ofNanos(nanoClock.getAsLong() - start));
    out.printf(
        Locale.ROOT,
        "  trained in %.1f s, asked %,d cases in %.1f s%s%n",
        cell.trainSeconds(),
        cell.lists().size(),
        cell.askSeconds(),
        begun < total ? "; about " + Numbers.duration(all.timeLeft()) + " left" : "");
  }

  /** Hears how far asking has come; says so at most once a second. */
  Progress asking(String what) {
    Progress printed = Progress.printTo(out);
    return update -> {
      if (update.done() < update.total() && update.elapsed().compareTo(PATIENCE) > 0) {
        printed.update(
            new Update(
                "  asking " + what,
                update.done(),
                update.total(),
                update.reused(),
                update.elapsed()));
      }
    };
  }

  /** How many cells were there already. */
  int kept() {
    return kept;
  }
}
