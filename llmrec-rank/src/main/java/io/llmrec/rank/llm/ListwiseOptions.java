package io.llmrec.rank.llm;

import io.llmrec.core.llm.GenerationOptions;
import java.time.Duration;

/**
 * How {@link LlmReRanker#listwise} asks, and which replies it takes.
 *
 * @param content what the prompt tells the model
 * @param maxCandidates how many candidates the model is shown, 2 to {@value #MAX_CANDIDATES}; the
 *     rest follows them in the incoming order
 * @param generation how the reply is generated; its {@code maxTokens} is the room for words besides
 *     the answer, to which {@value #TOKENS_PER_LABEL} tokens are added for each candidate, so a
 *     model that thinks aloud before it answers needs more of it; its {@code timeout} is shortened
 *     to the time that the request has left
 * @param minPlaced the least share of the candidates that a reply must name to be taken, 0 to 1; a
 *     reply below that is a failure and leaves the incoming order
 * @param minTime the least time that the request must have left for the model to be asked, at least
 *     0
 */
public record ListwiseOptions(
    PromptContent content,
    int maxCandidates,
    GenerationOptions generation,
    double minPlaced,
    Duration minTime) {

  /** The most candidates that one prompt can hold. */
  public static final int MAX_CANDIDATES = Labels.MAX_COUNT;

  /** What a label costs in a reply, with its quotation marks and comma. */
  public static final int TOKENS_PER_LABEL = 8;

  /**
   * {@link PromptContent#DEFAULT}; 100 candidates; temperature 0, 128 tokens besides the answer,
   * one minute; half of the candidates named; 200 milliseconds left.
   */
  public static final ListwiseOptions DEFAULT =
      new ListwiseOptions(
          PromptContent.DEFAULT,
          100,
          GenerationOptions.DEFAULT.withMaxTokens(128),
          0.5,
          Duration.ofMillis(200));

  /** Checks the ranges. */
  public ListwiseOptions {
    if (maxCandidates < 2 || maxCandidates > MAX_CANDIDATES) {
      throw new IllegalArgumentException(
          "maxCandidates must be 2 to %d, was %d".formatted(MAX_CANDIDATES, maxCandidates));
    }
    if (!(minPlaced >= 0 && minPlaced <= 1)) {
      throw new IllegalArgumentException("minPlaced must be 0 to 1, was " + minPlaced);
    }
    if (minTime.isNegative()) {
      throw new IllegalArgumentException("minTime must be at least 0, was " + minTime);
    }
  }

  /** What these options share with those of the other methods. */
  AskOptions asking() {
    return new AskOptions(content, maxCandidates, generation, minTime);
  }

  /** These options with another content of the prompt. */
  public ListwiseOptions withContent(PromptContent other) {
    return new ListwiseOptions(other, maxCandidates, generation, minPlaced, minTime);
  }

  /** These options with another number of candidates shown. */
  public ListwiseOptions withMaxCandidates(int count) {
    return new ListwiseOptions(content, count, generation, minPlaced, minTime);
  }

  /** These options with another way to generate. */
  public ListwiseOptions withGeneration(GenerationOptions other) {
    return new ListwiseOptions(content, maxCandidates, other, minPlaced, minTime);
  }

  /** These options with another least share of candidates named. */
  public ListwiseOptions withMinPlaced(double share) {
    return new ListwiseOptions(content, maxCandidates, generation, share, minTime);
  }

  /** These options with another least time left. */
  public ListwiseOptions withMinTime(Duration least) {
    return new ListwiseOptions(content, maxCandidates, generation, minPlaced, least);
  }
}
