package io.llmrec.prompt.chat;

import java.time.Duration;

/**
 * The limits of a turn.
 *
 * @param items how many items an answer offers, 1 to 10
 * @param maxRounds how often the model may plan in one turn, 1 to 5
 * @param maxTools how many tools one turn runs at most, 1 to 32
 * @param maxRepairs how often an answer with faults is worded anew, 0 to 3
 * @param maxTokens of all calls of one turn together, more than 0
 * @param time from the message to the answer, more than 0
 */
public record ChatOptions(
    int items, int maxRounds, int maxTools, int maxRepairs, long maxTokens, Duration time) {

  /** 4 items, 2 rounds, 12 tools, 1 repair, 60,000 tokens, one minute. */
  public static final ChatOptions DEFAULT =
      new ChatOptions(4, 2, 12, 1, 60_000, Duration.ofMinutes(1));

  private static final int MOST_ITEMS = 10;
  private static final int MOST_ROUNDS = 5;
  private static final int MOST_TOOLS = 32;
  private static final int MOST_REPAIRS = 3;

  /** Checks the ranges. */
  public ChatOptions {
    check("items", items, 1, MOST_ITEMS);
    check("maxRounds", maxRounds, 1, MOST_ROUNDS);
    check("maxTools", maxTools, 1, MOST_TOOLS);
    check("maxRepairs", maxRepairs, 0, MOST_REPAIRS);
    if (maxTokens < 1 || time.isZero() || time.isNegative()) {
      throw new IllegalArgumentException(
          "maxTokens and time must be more than 0, were %d and %s".formatted(maxTokens, time));
    }
  }

  private static void check(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, was %d".formatted(name, least, most, value));
    }
  }

  /** These limits with another number of items. */
  public ChatOptions withItems(int count) {
    return new ChatOptions(count, maxRounds, maxTools, maxRepairs, maxTokens, time);
  }

  /** These limits with another number of plans. */
  public ChatOptions withMaxRounds(int count) {
    return new ChatOptions(items, count, maxTools, maxRepairs, maxTokens, time);
  }

  /** These limits with another number of tools. */
  public ChatOptions withMaxTools(int count) {
    return new ChatOptions(items, maxRounds, count, maxRepairs, maxTokens, time);
  }

  /** These limits with another number of repairs. */
  public ChatOptions withMaxRepairs(int count) {
    return new ChatOptions(items, maxRounds, maxTools, count, maxTokens, time);
  }

  /** These limits with another number of tokens. */
  public ChatOptions withMaxTokens(long count) {
    return new ChatOptions(items, maxRounds, maxTools, maxRepairs, count, time);
  }

  /** These limits with another time. */
  public ChatOptions withTime(Duration limit) {
    return new ChatOptions(items, maxRounds, maxTools, maxRepairs, maxTokens, limit);
  }
}
