package io.llmrec.prompt.batch;

import io.llmrec.core.llm.Prompt;
import io.llmrec.prompt.wrap.BudgetedModel.Spending;
import java.time.Duration;
import java.util.List;

/**
 * What a run would cost, without a call.
 *
 * @param items how many items there are
 * @param toAsk how many of them have neither a text nor a dead letter
 * @param expected what the run will likely cost: as much for each item as the ones before, where
 *     the folder has at least {@value #ENOUGH} of them, otherwise {@code most}
 * @param most what it costs when every reply is as long as it may be; calls that are made again are
 *     not in it
 * @param time how long it will take at the given time for a call, within the rate limits
 * @param sample some of the prompts as they would be sent, personal data taken out
 */
public record JobEstimate(
    long items, long toAsk, Spending expected, Spending most, Duration time, List<Prompt> sample) {

  /** How many items must be settled before their cost tells that of others. */
  public static final int ENOUGH = 30;

  /** Takes a copy. */
  public JobEstimate {
    sample = List.copyOf(sample);
  }
}
