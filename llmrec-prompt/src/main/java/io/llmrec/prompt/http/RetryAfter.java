package io.llmrec.prompt.http;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * How long a server asks to wait: {@code retry-after-ms}, {@code Retry-After} in both its forms.
 */
final class RetryAfter {

  /** A longer wait is taken for a mistake. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private RetryAfter() {}

  /** The wait from now on, more than 0 and at most a day, or null when none is asked for. */
  static @Nullable Duration of(HttpHeaders headers, Instant now) {
    Duration wait = number(headers.firstValue("retry-after-ms").orElse(""), 1);
    String value = headers.firstValue("retry-after").orElse("");
    if (wait == null) {
      wait = number(value, 1000);
    }
    if (wait == null) {
      wait = untilDate(value, now);
    }
    return wait == null || wait.isNegative() || wait.isZero() || wait.compareTo(LONGEST) > 0
        ? null
        : wait;
  }

  private static @Nullable Duration number(String value, int millis) {
    String digits = value.strip();
    return digits.matches("\\d{1,9}(\\.\\d{1,9})?")
        ? Duration.ofNanos((long) (Double.parseDouble(digits) * millis * 1_000_000))
        : null;
  }

  private static @Nullable Duration untilDate(String value, Instant now) {
    try {
      Instant date =
          ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Duration.between(now, date);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
