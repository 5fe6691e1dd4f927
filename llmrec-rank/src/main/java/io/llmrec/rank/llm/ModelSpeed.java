package io.llmrec.rank.llm;

import java.time.Duration;

/**
 * How fast a model answers, for estimates: a call takes a time of its own, one for each token it
 * reads and one for each token it writes.
 *
 * @param perCall the time of a call with next to no tokens, at least 0
 * @param perPromptToken for reading a token, at least 0
 * @param perReplyToken for writing a token, at least 0
 */
public record ModelSpeed(Duration perCall, Duration perPromptToken, Duration perReplyToken) {

  /** Checks the ranges. */
  public ModelSpeed {
    if (perCall.isNegative() || perPromptToken.isNegative() || perReplyToken.isNegative()) {
      throw new IllegalArgumentException(
          "times must be at least 0, were %s, %s and %s"
              .formatted(perCall, perPromptToken, perReplyToken));
    }
  }
}
