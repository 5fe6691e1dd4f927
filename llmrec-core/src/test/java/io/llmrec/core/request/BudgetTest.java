package io.llmrec.core.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.testing.Samples;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a request may cost, what is left of it, and where stages report. */
class BudgetTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

  private BudgetMeter meter(Budget budget) {
    return new BudgetMeter(budget, nanos::get);
  }

  private static StageContext context(BudgetMeter meter) {
    return new StageContext(Samples.request(), Samples.prepared(), meter, item -> true);
  }

  private static ModelCall call(long input, long output, String money, boolean cached) {
    return new ModelCall("m", "hash", input, output, new BigDecimal(money), cached);
  }

  private static String refusal(Executable misuse) {
    return assertThrows(IllegalArgumentException.class, misuse).getMessage();
  }

  @Test
  void isUnlimitedUntilItIsLimited() {
    Budget unlimited = Budget.unlimited();

    assertFalse(unlimited.hasDeadline());
    assertTrue(unlimited.withTime(Duration.ofMillis(1)).hasDeadline());
    assertFalse(unlimited.withTokens(0).withMoney(BigDecimal.ZERO).hasDeadline());
    assertFalse(Budget.of(Duration.ofSeconds(Long.MAX_VALUE)).hasDeadline());
    assertEquals(unlimited, Budget.of(Duration.ofDays(200_000)));
  }

  @Test
  void refusesLimitsBelowNothing() {
    assertEquals(
        "time of a budget must be more than 0, was PT0S", refusal(() -> Budget.of(Duration.ZERO)));
    assertEquals(
        "time of a budget must be more than 0, was PT-1S",
        refusal(() -> Budget.of(Duration.ofSeconds(-1))));
    assertEquals(
        "tokens and money of a budget must be at least 0, were -1 and 5",
        refusal(() -> new Budget(Duration.ofSeconds(1), -1, BigDecimal.valueOf(5))));
    assertEquals(
        "tokens and money of a budget must be at least 0, were 3 and -0.5",
        refusal(() -> Budget.unlimited().withTokens(3).withMoney(new BigDecimal("-0.5"))));
  }

  @Test
  void countsTimeOnAClockThatMayOverflow() {
    BudgetMeter meter = meter(Budget.of(Duration.ofNanos(100)));

    nanos.addAndGet(30);
    assertEquals(Duration.ofNanos(30), meter.elapsed());
    assertEquals(Duration.ofNanos(70), meter.timeLeft());
    nanos.addAndGet(100);
    assertEquals(Duration.ZERO, meter.timeLeft());
  }

  @Test
  void countsTokensAndMoneyOfCallsThatWereMade() {
    BudgetMeter meter = meter(Budget.unlimited().withTokens(100).withMoney(new BigDecimal("1.00")));
    StageContext context = context(meter);

    context.report(call(30, 10, "0.25", false));
    context.report(call(500, 500, "9", true));

    assertEquals(60, meter.tokensLeft());
    assertEquals(new BigDecimal("0.75"), meter.moneyLeft());
    context.forNextStage().report(call(99, 0, "2", false));
    assertEquals(0, meter.tokensLeft());
    assertEquals(BigDecimal.ZERO, meter.moneyLeft());
  }

  @Test
  void countsTheCallsOfSeveralThreads() {
    BudgetMeter meter = meter(Budget.unlimited().withTokens(100_000));
    StageContext context = context(meter);

    IntStream.range(0, 1000)
        .parallel()
        .forEach(
            i -> {
              context.report(call(3, 4, "0", false));
              context.count("calls", 1);
            });

    assertEquals(93_000, meter.tokensLeft());
    assertEquals(Map.of("calls", 1000L), context.counts());
    assertEquals(1000, context.modelCalls().size());
  }

  @Test
  void everyStageReportsForItself() {
    StageContext first = context(meter(Budget.unlimited()));
    StageContext second = first.forNextStage();

    first.degrade("why");
    first.count("n", 1);
    first.report(call(1, 1, "0", false));

    assertNull(second.degradation());
    assertEquals(Map.of(), second.counts());
    assertEquals(List.of(), second.modelCalls());
  }

  @Test
  void aCallRefusesNegativeNumbers() {
    assertEquals(
        "tokens and money must be at least 0, were 1, -2 and 0",
        refusal(() -> call(1, -2, "0", false)));
  }
}
