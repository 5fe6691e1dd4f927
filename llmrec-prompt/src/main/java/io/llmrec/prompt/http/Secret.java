package io.llmrec.prompt.http;

/**
 * A key that no message, log or file ever shows.
 *
 * <p>Not serialisable, compared by identity, shown as {@code Secret[***]}. Safe for use by several
 * threads.
 */
public final class Secret {

  private static final String MASK = "***";
  private static final int MIN_PREFIX = 4;

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /**
   * A secret with the given value.
   *
   * @param value visible ASCII characters, at least one; it travels in a header
   * @throws IllegalArgumentException when it is empty or has another character; the message does
   *     not show it
   */
  public static Secret of(String value) {
    if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw new IllegalArgumentException(
          "a secret must be visible ASCII characters without spaces, was given %d characters"
              .formatted(value.length()));
    }
    return new Secret(value);
  }

  /**
   * The secret in an environment variable; spaces and line ends around it are dropped.
   *
   * @throws IllegalArgumentException when the variable is not set or holds no secret
   */
  public static Secret fromEnvironment(String name) {
    String value = System.getenv(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("environment variable '" + name + "' is not set");
    }
    return of(value.strip());
  }

  @Override
  public String toString() {
    return "Secret[" + MASK + "]";
  }

  /** The value, for a request's header only. */
  String reveal() {
    return value;
  }

  /** A text without this secret, be it cut off at the text's end. */
  String mask(String text) {
    String masked = text.replace(value, MASK);
    int longest = Math.min(value.length() - 1, masked.length());
    for (int n = longest; n >= MIN_PREFIX; n--) {
      if (masked.endsWith(value.substring(0, n))) {
        return masked.substring(0, masked.length() - n) + MASK;
      }
    }
    return masked;
  }
}
