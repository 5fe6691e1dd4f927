package io.llmrec.examples.experiment;

import io.llmrec.core.eval.Interval;
import java.time.Duration;
import java.util.Locale;

/** How numbers are written in a report; the same on every machine. */
public final class Numbers {

  static final String UNDEFINED = "undefined";

  private final double factor;
  private final int decimals;

  private Numbers(double factor, int decimals) {
    this.factor = factor;
    this.decimals = decimals;
  }

  /** As they are, with so many decimals. */
  public static Numbers plain(int decimals) {
    return new Numbers(1, decimals);
  }

  /** Times 100, with 2 decimals. */
  static Numbers hundredfold() {
    return new Numbers(100, 2);
  }

  /** A value. */
  public String value(double value) {
    return written(value, "%.");
  }

  /** With its sign. */
  public String signed(double value) {
    return written(value, "%+.");
  }

  /** Both ends. */
  String range(Interval interval) {
    return value(interval.low()) + " to " + value(interval.high());
  }

  /** Both ends with their signs. */
  public String signedRange(Interval interval) {
    return signed(interval.low()) + " to " + signed(interval.high());
  }

  private String written(double value, String format) {
    return Double.isNaN(value)
        ? UNDEFINED
        : String.format(Locale.ROOT, format + decimals + "f", value * factor);
  }

  double scaled(double value) {
    return value * factor;
  }

  /** A p value. */
  static String p(double p) {
    if (Double.isNaN(p)) {
      return UNDEFINED;
    }
    return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p);
  }

  /** A whole number. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  static String seconds(double seconds) {
    return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
  }

  /** In hours, minutes and seconds, the two largest. */
  static String duration(Duration time) {
    if (time.toHours() > 0) {
      return time.toHours() + " h " + time.toMinutesPart() + " min";
    }
    return time.toMinutes() > 0
        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
        : time.toSeconds() + " s";
  }
}
