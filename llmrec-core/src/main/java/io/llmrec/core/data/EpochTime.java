package io.llmrec.core.data;

import java.time.Instant;

/** Moments written as numbers. */
final class EpochTime {

  private static final long LAST_SECOND = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond();
  private static final int MOST_PLAIN_DIGITS = 17;

  private EpochTime() {}

  static Instant seconds(String text) {
    if (isPlain(text)) {
      return Instant.ofEpochSecond(atMost(Long.parseLong(text)));
    }
    double seconds = Numbers.parse(text);
    if (seconds >= LAST_SECOND) {
      atMost((long) seconds);
    }
    return Instant.ofEpochMilli(Math.round(seconds * 1000));
  }

  private static long atMost(long seconds) {
    if (seconds >= LAST_SECOND * 1000) {
      throw new IllegalArgumentException("that many seconds lie beyond 2100");
    }
    if (seconds >= LAST_SECOND) {
      throw new IllegalArgumentException(
          "that many seconds lie beyond 2100; as milliseconds it were "
              + Instant.ofEpochMilli(seconds));
    }
    return seconds;
  }

  static Instant milliseconds(String text) {
    long millis = isPlain(text) ? Long.parseLong(text) : Math.round(Numbers.parse(text));
    if (millis > 0 && millis < LAST_SECOND) {
      throw new IllegalArgumentException(
          "that many milliseconds lie in early 1970; as seconds it were "
              + Instant.ofEpochSecond(millis));
    }
    return Instant.ofEpochMilli(millis);
  }

  private static boolean isPlain(String text) {
    if (text.isEmpty() || text.length() > MOST_PLAIN_DIGITS) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
