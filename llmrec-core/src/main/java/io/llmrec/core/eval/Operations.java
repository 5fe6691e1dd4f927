package io.llmrec.core.eval;

import io.llmrec.core.RecommendationResult;
import io.llmrec.core.StageTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What it took to answer many requests.
 *
 * @param requests how many
 * @param models what the language-model calls of all stages used
 * @param latency from the call to the answer
 * @param stages each stage, in the order of the pipeline
 */
public record Operations(
    int requests, ModelUse models, Latency latency, List<StageOperations> stages) {

  /** Takes a copy of the list. */
  public Operations {
    stages = List.copyOf(stages);
  }

  /** Sums the results; all zero for none. */
  public static Operations of(Collection<RecommendationResult> results) {
    Map<String, List<StageTrace>> byStage = new LinkedHashMap<>();
    for (RecommendationResult result : results) {
      for (StageTrace trace : result.stages()) {
        byStage.computeIfAbsent(trace.stage(), stage -> new ArrayList<>()).add(trace);
      }
    }
    List<StageOperations> stages = new ArrayList<>();
    byStage.forEach((stage, traces) -> stages.add(StageOperations.of(stage, traces)));
    return new Operations(
        results.size(),
        ModelUse.of(
            byStage.values().stream()
                .flatMap(List::stream)
                .flatMap(trace -> trace.modelCalls().stream())
                .toList()),
        Latency.of(results.stream().map(RecommendationResult::elapsed).toList()),
        stages);
  }

  /** The summary in a few lines for people. */
  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder();
    lines.append(
        String.format(
            Locale.ROOT,
            "%d requests, %s; %d model calls (%d cached), %d tokens in, %d out, money %s",
            requests,
            words(latency),
            models.calls(),
            models.cacheHits(),
            models.inputTokens(),
            models.outputTokens(),
            models.money().toPlainString()));
    for (StageOperations stage : stages) {
      lines.append(
          String.format(
              Locale.ROOT,
              "\n%s: %d requests, %d degraded, %d skipped, %s",
              stage.stage(),
              stage.requests(),
              stage.degraded(),
              stage.skipped(),
              words(stage.latency())));
    }
    return lines.toString();
  }

  private static String words(Latency latency) {
    return String.format(
        Locale.ROOT,
        "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms",
        millis(latency.p50()),
        millis(latency.p95()),
        millis(latency.p99()));
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }
}
