package io.llmrec.examples.bench;

import io.llmrec.core.Progress;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.file.DurableFiles;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Reply;
import io.llmrec.prompt.batch.EnrichmentJob;
import io.llmrec.prompt.batch.JobOptions;
import io.llmrec.prompt.batch.JobReport;
import io.llmrec.prompt.wrap.ConcurrencyOptions;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The heap that a job needs for a million items which are made one at a time: what is still in use
 * after a collection, every hundred thousand items; then again for a second run, which finds all of
 * them in the folder. The model answers in the process. Meant for a heap of 256 MB.
 */
public final class EnrichmentJobMemory {

  private static final int ITEMS = 1_000_000;
  private static final int STEP = 100_000;
  private static final String TEXT =
      "Gloves without fingertips, for riders on warm days. ".repeat(4);

  private EnrichmentJobMemory() {}

  /** Runs it; the number of items may be given. */
  public static void main(String[] args) throws Exception {
    int items = args.length == 0 ? ITEMS : Integer.parseInt(args[0]);
    Path folder = Files.createTempDirectory("llmrec-job");
    System.out.printf(
        Locale.ROOT, "heap of at most %d MB%n", Runtime.getRuntime().maxMemory() >> 20);
    try {
      run(folder, items);
      run(folder, items);
    } finally {
      DurableFiles.deleteFolder(folder);
    }
  }

  private static void run(Path folder, int items) {
    LanguageModel stub = prompt -> Reply.of(TEXT);
    JobOptions options =
        JobOptions.DEFAULT.withConcurrency(new ConcurrencyOptions(2, 1, 2, Duration.ofMinutes(1)));
    long opened = System.nanoTime();
    try (EnrichmentJob job =
        EnrichmentJob.builder(folder, EnrichmentJobBenchmark::summarizer, stub, "m")
            .options(options)
            .progress(EnrichmentJobMemory::print)
            .build()) {
      System.out.printf(Locale.ROOT, "opened in %.1f s%n", (System.nanoTime() - opened) * 1e-9);
      Stream<Item> all = IntStream.range(0, items).mapToObj(EnrichmentJobBenchmark::item);
      JobReport report = job.run(all::iterator, items);
      System.out.printf(
          Locale.ROOT,
          "%s: %,d new, %,d kept in %.1f s%n",
          report.outcome(),
          report.counts().enriched(),
          report.counts().kept(),
          report.elapsed().toNanos() * 1e-9);
    }
  }

  private static void print(Progress.Update update) {
    if (update.done() % STEP == 0) {
      System.gc();
      System.out.printf(
          Locale.ROOT,
          "%,9d items, %,7.0f/s, %4d MB in use%n",
          update.done(),
          update.done() / (update.elapsed().toNanos() * 1e-9),
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
    }
  }
}
