package io.llmrec.core.data;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How a moment is written. Which unit a number has is never guessed.
 *
 * <p>Moments before 1970 and from 2100 on are taken for errors. Safe for use by several threads.
 */
@FunctionalInterface
public interface TimeFormat {

  /**
   * The moment a text names.
   *
   * @throws RuntimeException when it names none; the message says what is wrong
   */
  Instant parse(String text);

  /** Seconds since 1970, possibly with a fraction. */
  static TimeFormat seconds() {
    return EpochTime::seconds;
  }

  /** Milliseconds since 1970. */
  static TimeFormat milliseconds() {
    return EpochTime::milliseconds;
  }

  /** ISO 8601 with an offset, for example {@code 2024-02-29T12:00:00Z}. */
  static TimeFormat iso() {
    return text -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
  }

  /**
   * A date and a time of day in the words of {@link DateTimeFormatter}.
   *
   * @param pattern for example {@code yyyy-MM-dd HH:mm:ss}; read as in the United States
   * @param zone where the clock stands
   */
  static TimeFormat pattern(String pattern, ZoneId zone) {
    DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.US);
    return text -> LocalDateTime.parse(text, formatter).atZone(zone).toInstant();
  }
}
