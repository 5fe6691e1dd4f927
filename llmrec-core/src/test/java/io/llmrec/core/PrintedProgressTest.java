package io.llmrec.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a long preparation tells, and what it prints of that. */
class PrintedProgressTest {

  private static final long SECOND = 1_000_000_000;

  @TempDir Path folder;

  private final Locale before = Locale.getDefault();
  private final AtomicLong clock = new AtomicLong();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Progress printed =
      new PrintedProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), clock::get);

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  private void update(long done, long total, long reused, int seconds) {
    clock.set(seconds * SECOND);
    printed.update(new Progress.Update("encode", done, total, reused, Duration.ofSeconds(seconds)));
  }

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void printsCountsRateAndTimeLeft() {
    Locale.setDefault(Locale.GERMANY);

    update(500, 10_000, 0, 0);
    update(2000, 10_000, 1000, 10);
    update(10_000, 10_000, 1000, 90);

    assertEquals(
        List.of(
            "encode                   500 of 10,000",
            "encode                   2,000 of 10,000, 1,000 of them kept from before, 100/s, 80 s left",
            "encode                   10,000 of 10,000, 1,000 of them kept from before"),
        lines());
  }

  @Test
  void printsAtMostOneLineASecondButAlwaysTheLast() {
    update(1, 5, 0, 1);
    update(2, 5, 0, 1);
    update(3, 5, 0, 1);
    update(4, 5, 0, 2);
    update(5, 5, 0, 2);

    assertEquals(
        List.of("1 of 5", "4 of 5", "5 of 5"),
        lines().stream().map(line -> line.substring(25).split(",")[0]).toList());
  }

  @Test
  void countsTheRateOfThisRunOnly() {
    Progress.Update update = new Progress.Update("s", 300, 500, 100, Duration.ofSeconds(4));

    assertEquals(50, update.rate());
    assertEquals(Duration.ofSeconds(4), update.timeLeft());
  }

  @Test
  void knowsNoTimeLeftBeforeAnythingWasMade() {
    assertEquals(0, new Progress.Update("s", 0, 5, 0, Duration.ZERO).rate());
    assertEquals(
        Duration.ZERO, new Progress.Update("s", 5, 9, 5, Duration.ofSeconds(1)).timeLeft());
  }

  private List<String> told(int items) {
    List<String> told = new ArrayList<>();
    Pipeline.over(Fakes.catalog(items))
        .enrich(new Fakes.Writer())
        .encode(new Fakes.Encoder())
        .recall(Fakes.found("i0"))
        .build()
        .prepare(
            folder,
            update ->
                told.add(
                    "%s %d/%d (%d)"
                        .formatted(update.step(), update.done(), update.total(), update.reused())))
        .close();
    return told;
  }

  @Test
  void tellsOfEveryBatch() {
    assertEquals(
        List.of(
            "enrich summary 0/70 (0)",
            "enrich summary 32/70 (0)",
            "enrich summary 64/70 (0)",
            "enrich summary 70/70 (0)",
            "encode 0/70 (0)",
            "encode 64/70 (0)",
            "encode 64/70 (0)",
            "encode 70/70 (0)"),
        told(70).stream().filter(line -> !line.startsWith("index")).toList());
  }

  @Test
  void tellsOfWhatIsKeptFromBefore() {
    told(70);

    assertEquals(
        List.of(
            "enrich summary 70/71 (70)",
            "enrich summary 71/71 (70)",
            "encode 64/71 (64)",
            "encode 70/71 (70)",
            "encode 71/71 (70)"),
        told(71).stream().filter(line -> !line.startsWith("index")).toList());
  }

  @Test
  void tellsTheEndOfAStepOnce() {
    told(3);

    assertEquals(
        List.of("enrich summary 2/2 (2)", "encode 2/2 (2)"),
        told(2).stream().filter(line -> !line.startsWith("index")).toList());
  }
}
