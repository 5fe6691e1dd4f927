package io.llmrec.core.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.llmrec.core.RecommendationResult;
import io.llmrec.core.StageTrace;
import io.llmrec.core.StageTrace.Outcome;
import io.llmrec.core.request.ModelCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OperationsTest {

  private static final ModelCall PAID =
      new ModelCall("m", "hash", 100, 20, new BigDecimal("0.05"), false);
  private static final ModelCall CACHED =
      new ModelCall("m", "hash", 100, 20, BigDecimal.ZERO, true);

  private static final Operations THREE =
      Operations.of(
          List.of(
              result(10, recall(), llm(Outcome.RAN, 8, PAID, CACHED)),
              result(30, recall(), llm(Outcome.DEGRADED, 28, PAID)),
              result(20, recall(), llm(Outcome.SKIPPED, 0))));

  @Test
  void sumsTheUseOfModels() {
    assertEquals(new ModelUse(3, 1, 300, 60, new BigDecimal("0.10")), THREE.models());
    assertEquals(1.0 / 3, THREE.models().cacheHitRate());
  }

  @Test
  void countsWhatFellBackPerStage() {
    StageOperations llm = THREE.stages().get(1);

    assertEquals(
        new StageOperations("llm", 3, 1, 1, new Latency(millis(8), millis(28), millis(28))), llm);
    assertEquals(2.0 / 3, llm.fallbackRate());
    assertEquals(0, THREE.stages().get(0).fallbackRate());
  }

  @Test
  void percentilesAreTimesThatWereSeen() {
    List<Duration> times = IntStream.rangeClosed(1, 100).mapToObj(i -> millis(101 - i)).toList();

    assertEquals(new Latency(millis(50), millis(95), millis(99)), Latency.of(times));
    assertEquals(new Latency(millis(7), millis(7), millis(7)), Latency.of(List.of(millis(7))));
    assertEquals(millis(20), THREE.latency().p50());
  }

  @Test
  void readsInAFewLines() {
    assertEquals(
        """
        3 requests, p50 20.0 ms, p95 30.0 ms, p99 30.0 ms; 3 model calls (1 cached), \
        300 tokens in, 60 out, money 0.10
        recall: 3 requests, 0 degraded, 0 skipped, p50 1.0 ms, p95 1.0 ms, p99 1.0 ms
        llm: 3 requests, 1 degraded, 1 skipped, p50 8.0 ms, p95 28.0 ms, p99 28.0 ms""",
        THREE.toString());
  }

  @Test
  void noRequestsTookNothing() {
    Operations none = Operations.of(List.of());

    assertEquals(0, none.requests());
    assertEquals(new ModelUse(0, 0, 0, 0, BigDecimal.ZERO), none.models());
    assertEquals(new Latency(Duration.ZERO, Duration.ZERO, Duration.ZERO), none.latency());
    assertEquals(List.of(), none.stages());
    assertEquals(Double.NaN, none.models().cacheHitRate());
  }

  private static RecommendationResult result(long millis, StageTrace... stages) {
    return new RecommendationResult("r", List.of(), List.of(stages), millis(millis));
  }

  private static StageTrace recall() {
    return new StageTrace("recall", Outcome.RAN, "", 9, 3, millis(1), List.of(), Map.of());
  }

  private static StageTrace llm(Outcome outcome, long millis, ModelCall... calls) {
    return new StageTrace("llm", outcome, "", 3, 3, millis(millis), List.of(calls), Map.of());
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }
}
