package io.llmrec.core.eval;

import io.llmrec.core.StageTrace;
import java.util.Collection;
import java.util.Map;

/**
 * How well a language model keeps to its task, whatever the quality of its order: the rates a host
 * watches when it changes a model or a prompt.
 *
 * @param replies how many replies were read
 * @param malformed how many of them were not in the format asked for, truncated ones included
 * @param truncated how many of them ended at the limit of their length
 * @param mentions what became of the items
 */
public record LlmHealth(long replies, long malformed, long truncated, MentionCounts mentions) {

  private static final String FORMAT = "format.";

  /** Checks the ranges. */
  public LlmHealth {
    Checks.atLeast("malformed", malformed, 0);
    Checks.atLeast("truncated", truncated, 0);
    Checks.atLeast("replies", replies, Math.max(malformed, truncated));
  }

  /**
   * Sums the counts of a stage over many requests.
   *
   * <p>Reads {@code placed}, {@code missing}, {@code duplicate}, {@code invented}, {@code
   * truncated} and {@code format.NAME}, one per reply. Traces without these count nothing: give
   * those of the stage in question.
   *
   * @param asked NAME of the format the prompt asks for, for example {@code json}
   */
  public static LlmHealth ofTraces(Collection<StageTrace> traces, String asked) {
    long replies = 0;
    long wellFormed = 0;
    long truncated = 0;
    MentionCounts mentions = MentionCounts.NONE;
    for (StageTrace trace : traces) {
      Map<String, Long> counts = trace.counts();
      for (Map.Entry<String, Long> count : counts.entrySet()) {
        replies += count.getKey().startsWith(FORMAT) ? count.getValue() : 0;
      }
      wellFormed += counts.getOrDefault(FORMAT + asked, 0L);
      truncated += counts.getOrDefault("truncated", 0L);
      mentions = mentions.plus(MentionCounts.of(counts));
    }
    return new LlmHealth(replies, replies - wellFormed, truncated, mentions);
  }

  /** Share of the replies not in the format asked for, 0 to 1; NaN without replies. */
  public double malformedRate() {
    return Stats.ratio(malformed, replies);
  }

  /** Share of the replies that ended at the limit of their length, 0 to 1; NaN without replies. */
  public double truncationRate() {
    return Stats.ratio(truncated, replies);
  }
}
