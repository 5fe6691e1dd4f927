package io.llmrec.rank.llm;

import io.llmrec.core.llm.GenerationOptions;
import java.time.Duration;

/**
 * How a re-ranker asks its questions.
 *
 * @param content what the prompts tell the model
 * @param maxCandidates how many candidates are asked about, 2 to {@value #MAX_CANDIDATES}; the rest
 *     follows them in the incoming order
 * @param generation how replies are generated; its {@code maxTokens} is the room for words besides
 *     the labels; its {@code timeout} is shortened to the time that the request has left
 * @param minTime the least time that the request must have left for a question to be asked, at
 *     least 0
 */
public record AskOptions(
    PromptContent content, int maxCandidates, GenerationOptions generation, Duration minTime) {

  /** The most candidates that can be asked about. */
  public static final int MAX_CANDIDATES = Labels.MAX_COUNT;

  /**
   * {@link PromptContent#DEFAULT}; 20 candidates; temperature 0, 16 tokens besides the label, one
   * minute; 200 milliseconds left.
   */
  public static final AskOptions DEFAULT =
      new AskOptions(
          PromptContent.DEFAULT,
          20,
          GenerationOptions.DEFAULT.withMaxTokens(16),
          Duration.ofMillis(200));

  /** Checks the ranges. */
  public AskOptions {
    if (maxCandidates < 2 || maxCandidates > MAX_CANDIDATES) {
      throw new IllegalArgumentException(
          "maxCandidates must be 2 to %d, was %d".formatted(MAX_CANDIDATES, maxCandidates));
    }
    if (minTime.isNegative()) {
      throw new IllegalArgumentException("minTime must be at least 0, was " + minTime);
    }
  }

  /** These options with another content of the prompts. */
  public AskOptions withContent(PromptContent other) {
    return new AskOptions(other, maxCandidates, generation, minTime);
  }

  /** These options with another number of candidates. */
  public AskOptions withMaxCandidates(int count) {
    return new AskOptions(content, count, generation, minTime);
  }

  /** These options with another way to generate. */
  public AskOptions withGeneration(GenerationOptions other) {
    return new AskOptions(content, maxCandidates, other, minTime);
  }

  /** These options with another least time left. */
  public AskOptions withMinTime(Duration least) {
    return new AskOptions(content, maxCandidates, generation, least);
  }
}
