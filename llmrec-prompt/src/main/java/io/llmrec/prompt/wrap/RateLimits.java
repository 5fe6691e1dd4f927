package io.llmrec.prompt.wrap;

/**
 * How much a backend accepts within any minute.
 *
 * @param requestsPerMinute at least 1
 * @param tokensPerMinute of prompts and replies together, at least 1
 */
public record RateLimits(int requestsPerMinute, long tokensPerMinute) {

  /** Checks the ranges. */
  public RateLimits {
    if (requestsPerMinute < 1 || tokensPerMinute < 1) {
      throw new IllegalArgumentException(
          "requestsPerMinute and tokensPerMinute must be at least 1, were %d and %d"
              .formatted(requestsPerMinute, tokensPerMinute));
    }
  }

  /** A limit to the requests alone. */
  public static RateLimits ofRequests(int perMinute) {
    return new RateLimits(perMinute, Long.MAX_VALUE);
  }

  /** A limit to the tokens alone. */
  public static RateLimits ofTokens(long perMinute) {
    return new RateLimits(Integer.MAX_VALUE, perMinute);
  }
}
