package io.llmrec.examples.experiment;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where and when an experiment was run.
 *
 * @param platform Java, operating system, cores and memory
 * @param started when
 * @param took how long the run took, kept cells costing nothing
 * @param cells how many there are
 * @param kept how many of them were kept from before
 */
record Environment(String platform, Instant started, Duration took, int cells, int kept) {

  static Environment now() {
    Runtime runtime = Runtime.getRuntime();
    String platform =
        "Java %s (%s), %s %s, %d cores, heap up to %,d MiB"
            .formatted(
                System.getProperty("java.version"),
                System.getProperty("java.vm.name"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                runtime.availableProcessors(),
                runtime.maxMemory() >> 20);
    return new Environment(
        platform, Instant.now().truncatedTo(ChronoUnit.SECONDS), Duration.ZERO, 0, 0);
  }

  Environment ended(int all, int keptCells) {
    return new Environment(
        platform, started, Duration.between(started, Instant.now()), all, keptCells);
  }
}
